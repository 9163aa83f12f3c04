"""A frame with its meaning: labels, codes in order, and reasons for a gap beside the values.

The hand-over formats (SPSS, Stata, CSV) are all written from one `Sheet`, so that they agree.
Value, label and gap never share a column: a gap is a user-missing value where the format has them,
else a column `<name>__gap`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from register.files.refused import FileRefused

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["text", "int", "number", "flag", "date"]
GAP_SUFFIX = "__gap"
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


@dataclass(frozen=True)
class Variable:
    """One column. codes: code → Dutch label, in the order in which they count.

    numbers: code → number in SPSS and Stata; left out, whole-number codes stand for themselves and
    word codes are numbered from 1. gap: the frame has a column `<name>__gap` beside it.
    """

    name: str
    label: str
    kind: Kind
    codes: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    gap: bool = False
    ordered: bool = False

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError("a variable is named with letters, digits and underscores")
        if self.codes and self.kind != "text":
            raise ValueError("only a text column holds codes")
        if not self.numbers and self.codes:
            object.__setattr__(self, "numbers", _numbered(tuple(self.codes)))
        if set(self.numbers) != set(self.codes):
            raise ValueError("every code has one number, and every number a code")
        if len(set(self.numbers.values())) != len(self.numbers):
            raise ValueError("two codes have the same number")

    @property
    def is_numeric(self) -> bool:
        """Whether it is a number in SPSS and Stata, so that a gap can be user-missing."""
        return bool(self.codes) or self.kind in ("int", "number", "flag")

    @property
    def value_labels(self) -> dict[int, str]:
        """Number → label."""
        if self.kind == "flag":
            return {0: "nee", 1: "ja"}
        return {self.numbers[code]: label for code, label in self.codes.items()}

    @property
    def measure(self) -> str:
        """SPSS's word for the level of measurement."""
        if self.ordered:
            return "ordinal"
        return "scale" if self.kind in ("int", "number", "date") else "nominal"


def _numbered(codes: tuple[str, ...]) -> dict[str, int]:
    if all(re.fullmatch(r"-?[0-9]{1,9}", code) for code in codes):
        numbers = {code: int(code) for code in codes}
        if len(set(numbers.values())) == len(numbers):
            return numbers
    return {code: at for at, code in enumerate(codes, 1)}


def wave_variable(waves: Mapping[str, int], label: str = "Meting") -> Variable:
    """The wave column: code → months since T0 gives order and number, so T6 comes before T12."""
    ordered = dict(sorted(waves.items(), key=lambda wave: wave[1]))
    codes = {
        code: f"0-meting ({code})" if months == 0 else f"vervolgmeting na {months} maanden ({code})"
        for code, months in ordered.items()
    }
    return Variable("wave", label, "text", codes, ordered, ordered=True)


@dataclass(frozen=True)
class Sheet:
    """One frame to hand over. gaps: code → (label, number); numbers are negative, none is a value.

    `frame` holds codes as text, dates as datetime64, whole numbers as Int64; order of rows: see
    `ordered_rows`.
    """

    name: str
    label: str
    frame: pd.DataFrame
    variables: tuple[Variable, ...]
    gaps: Mapping[str, tuple[str, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        wanted = [v.name for v in self.variables]
        wanted += [v.name + GAP_SUFFIX for v in self.variables if v.gap]
        lowered = [name.lower() for name in wanted]
        if len(set(lowered)) != len(lowered):
            raise ValueError("two variables have the same name")
        if set(wanted) != set(self.frame.columns):
            strange = sorted(set(wanted) ^ set(self.frame.columns))
            raise FileRefused(
                f"Kolommen en beschrijving verschillen: {', '.join(strange[:10])}.",
                "Beschrijf elke kolom die wordt uitgegeven, en geen andere.",
            )
        if not self.gaps and any(v.gap for v in self.variables):
            raise ValueError("a sheet with gaps names the reasons for them")
        for variable in self.variables:
            self._check(variable)

    def _check(self, variable: Variable) -> None:
        values = self.frame[variable.name]
        if variable.codes and not set(values.dropna()) <= set(variable.codes):
            raise FileRefused(
                "De kolom bevat een code die niet in de codelijst staat.",
                "Vul de codelijst aan of herstel de gegevens.",
                column=variable.name,
            )
        if variable.gap and variable.is_numeric and self._collides(variable):
            raise FileRefused(
                "De kolom bevat een waarde die gelijk is aan een code voor ontbreken.",
                "Kies andere getallen voor de redenen van ontbreken.",
                column=variable.name,
            )
        if variable.gap:
            gaps = self.frame[variable.name + GAP_SUFFIX]
            if (gaps.notna() & values.notna()).any() or not set(gaps.dropna()) <= set(self.gaps):
                raise FileRefused(
                    "Een waarde en een reden van ontbreken staan op dezelfde plaats, of de reden "
                    "is onbekend.",
                    "Herstel het analysebestand.",
                    column=variable.name,
                )

    def _collides(self, variable: Variable) -> bool:
        """Whether a value falls in the range of numbers that SPSS will read as missing."""
        numbers = [number for _, number in self.gaps.values()]
        low, high = min(numbers), max(numbers)
        if variable.codes:
            return any(low <= number <= high for number in variable.numbers.values())
        return bool(self.frame[variable.name].between(low, high).any())

    def ordered_rows(self) -> pd.DataFrame:
        """Rows by the first text key, then by wave in the order of time; a new index."""
        frame = self.frame
        by = [v for v in self.variables if v.name in ("pid", "wave", "informant", "party")]
        keys = {
            v.name: frame[v.name].map(dict(v.numbers)) if v.codes else frame[v.name] for v in by
        }
        if not keys:
            return frame.reset_index(drop=True)
        import pandas as pd

        order = pd.DataFrame(keys).sort_values(list(keys), kind="stable").index
        return frame.loc[order].reset_index(drop=True)


def coded(variable: Variable, values: pd.Series[Any]) -> pd.Series[Any]:
    """A column as SPSS and Stata hold it: numbers for codes and yes/no, dates, or text."""
    import pandas as pd

    if variable.codes:
        return values.map(dict(variable.numbers)).astype("float64")
    if variable.kind in ("int", "number", "flag"):
        return pd.to_numeric(values).astype("float64")
    if variable.kind == "date":
        days = [None if pd.isna(value) else value.date() for value in values]
        return pd.Series(days, index=values.index, dtype=object)
    return values.astype(object).where(values.notna(), "")


def decoded(variable: Variable, values: pd.Series[Any]) -> pd.Series[Any]:
    """The inverse of `coded`, with the dtype that frames have."""
    import pandas as pd

    if variable.codes:
        names = {number: code for code, number in variable.numbers.items()}
        return pd.to_numeric(values).map(names).astype("string")
    if variable.kind == "date":
        return pd.to_datetime(values).astype("datetime64[ns]")
    if variable.kind == "text":
        return values.replace("", pd.NA).astype("string")
    numbers = pd.to_numeric(values).astype("float64")
    if variable.kind == "int":
        return numbers.astype("Int64")
    return numbers.astype("boolean") if variable.kind == "flag" else numbers


def short_names(names: tuple[str, ...], longest: int) -> dict[str, str]:
    """Name → name of at most `longest` characters; a shortened one ends in a mark of the whole."""
    short = {}
    for name in names:
        mark = hashlib.sha256(name.encode()).hexdigest()[:4]
        short[name] = name if len(name) <= longest else f"{name[: longest - 5]}_{mark}"
    if len({name.lower() for name in short.values()}) != len(short):
        raise FileRefused("Twee kolomnamen worden gelijk als ze kort zijn.", "Hernoem er een.")
    return short
