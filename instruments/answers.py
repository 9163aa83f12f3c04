"""One answer, and the canonical JSON in which a sheet of answers is stored and hashed."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from instruments.gaps import Gap

Value: TypeAlias = "str | int | float | tuple[str, ...]"
Answers: TypeAlias = "Mapping[str, Answer]"

_PRECISIONS = frozenset({"dag", "maand", "seizoen", "jaar"})


class InvalidAnswer(ValueError):
    """An answer that cannot exist; the message never holds the value."""


@dataclass(frozen=True)
class Answer:
    """A value or a reason for a gap, never both and never neither.

    ``value``: text, note, choice and yes/no ("1"/"0") as text; integer and slider as int; number
    and calculated as float; multiple choice as a tuple of codes; a date as `PartialDate.text` with
    its ``precision``; a time as "uu:mm"; a repeated group as a tuple of ids of the bound entity.
    """

    value: Value | None = None
    gap: Gap | None = None
    precision: str | None = None
    remark: str | None = None

    def __post_init__(self) -> None:
        if (self.value is None) == (self.gap is None):
            raise InvalidAnswer(
                "Een antwoord heeft óf een waarde óf een reden waarom die ontbreekt."
            )
        if isinstance(self.value, bool) or self.value == "" or self.value == ():
            raise InvalidAnswer("Een leeg antwoord wordt niet bewaard; geef een reden of laat weg.")
        if isinstance(self.value, float) and not math.isfinite(self.value):
            raise InvalidAnswer("Een getal moet een gewoon getal zijn.")
        if self.precision is not None and self.precision not in _PRECISIONS:
            raise InvalidAnswer("De precisie is dag, maand, seizoen of jaar.")
        if self.precision is not None and self.gap is not None:
            raise InvalidAnswer("Een ontbrekend antwoord heeft geen precisie.")
        if self.remark == "":
            object.__setattr__(self, "remark", None)

    def as_json(self) -> dict[str, Any]:
        """``{"v": …}`` or ``{"gap": …}``, with precision and remark where present."""
        held = list(self.value) if isinstance(self.value, tuple) else self.value
        content: dict[str, Any] = {"v": held} if self.gap is None else {"gap": str(self.gap)}
        if self.precision is not None:
            content["precision"] = self.precision
        if self.remark is not None:
            content["remark"] = self.remark
        return content

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Answer:
        """The answer of a stored ``{"v": …}`` or ``{"gap": …}``; raises `InvalidAnswer`."""
        unknown = set(content) - {"v", "gap", "precision", "remark"}
        if unknown:
            raise InvalidAnswer("Een bewaard antwoord kent alleen v, gap, precision en remark.")
        value = content.get("v")
        if isinstance(value, list):
            value = tuple(str(code) for code in value)
        try:
            gap = Gap(content["gap"]) if content.get("gap") is not None else None
        except ValueError as error:
            raise InvalidAnswer("Deze reden voor een ontbrekend antwoord bestaat niet.") from error
        return cls(value, gap, content.get("precision"), content.get("remark"))


def canonical_json(answers: Answers) -> str:
    """One text per content: keys sorted, no spaces, UTF-8; the same answers, the same hash."""
    content = {item: answers[item].as_json() for item in sorted(answers)}
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def from_canonical_json(text: str) -> dict[str, Answer]:
    """The answers of `canonical_json`; raises `InvalidAnswer` where the text holds none."""
    content = json.loads(text)
    if not isinstance(content, dict):
        raise InvalidAnswer("Een bewaard formulier is een lijst van vragen met hun antwoord.")
    return {item: Answer.from_json(held) for item, held in content.items()}
