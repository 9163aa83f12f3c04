"""Scores of many sheets at once: the vectorised twin of `instruments.scoring`.

Floats and whole columns here, exact fractions sheet by sheet there; a test lets both score the
same random sheets.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from instruments.model import Instrument, Item, Scale
from instruments.scoring import needed
from instruments.scoring_change import GAS_RHO, standard_error_of_difference
from instruments.scoring_values import bounds

KEYS = ("pid", "wave", "informant", "party")
COLUMNS = (*KEYS, "instrument", "scale", "score", "n_items", "n_answered", "why_missing")

Numbers: TypeAlias = "np.ndarray[Any, np.dtype[np.float64]]"
_BETWEEN_CODES = re.compile(r"[|;,\s]+")
# Prorated sums are ratios of small whole numbers: far coarser than this, so it only undoes the
# binary representation of exact halves.
_EPSILON = 1e-9


@dataclass(frozen=True)
class Column:
    """Scores of one scale: values (NaN where missing), counts and reasons, one per sheet."""

    value: Numbers
    n_items: Numbers
    n_answered: Numbers
    why: np.ndarray[Any, np.dtype[np.object_]]


def score_sheets(
    instrument: Instrument, answers: pd.DataFrame, hidden: pd.DataFrame | None = None
) -> dict[str, Column]:
    """Scale id → its scores over the rows of ``answers`` (one column per item, blank = no answer).

    ``hidden`` has a true where branching hides an item; an absent column hides nothing. An item
    without a column counts as not answered.
    """
    found: dict[str, Column] = {}
    for scale in instrument.scales:
        if scale.method != "none":
            _score(instrument, scale, answers, hidden, found)
    return found


def score_frame(
    instrument: Instrument, answers: pd.DataFrame, hidden: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The frame `scores` for one `answers_<instrument>` frame: a row per sheet and scale."""
    parts = []
    for scale_id, column in score_sheets(instrument, answers, hidden).items():
        part = answers[list(KEYS)].copy()
        part["instrument"], part["scale"] = instrument.id, scale_id
        part["score"] = column.value
        part["n_items"] = column.n_items.astype("int64")
        part["n_answered"] = column.n_answered.astype("int64")
        part["why_missing"] = column.why
        parts.append(part)
    if not parts:
        return pd.DataFrame(columns=list(COLUMNS))
    return pd.concat(parts, ignore_index=True)[list(COLUMNS)]


def rci_column(before: pd.Series, after: pd.Series, scale: Scale) -> pd.Series:
    """Reliable change per row, from the scale's own SD and retest reliability (else alpha).

    Raises ValueError where the scale states neither: an RCI needs a norm group.
    """
    sd = scale.reliability.get("sd")
    reliability = scale.reliability.get("retest") or scale.reliability.get("alpha")
    if not sd or not reliability:
        raise ValueError(
            f"Schaal {scale.id} noemt geen sd en betrouwbaarheid; zonder normgroep is er geen "
            "betrouwbaar verschil te berekenen."
        )
    error = standard_error_of_difference(sd=float(sd), reliability=float(reliability))
    return (after - before) / error


def _score(
    instrument: Instrument,
    scale: Scale,
    answers: pd.DataFrame,
    hidden: pd.DataFrame | None,
    found: dict[str, Column],
) -> Column:
    if scale.id not in found:
        if scale.of:
            parts = {
                part: _score(instrument, instrument.scale(part), answers, hidden, found)
                for part in scale.of
            }
            found[scale.id] = _total(scale, parts)
        else:
            found[scale.id] = _of_items(instrument, scale, answers, hidden)
    return found[scale.id]


def _of_items(
    instrument: Instrument, scale: Scale, answers: pd.DataFrame, hidden: pd.DataFrame | None
) -> Column:
    covered = np.column_stack([_hidden(hidden, name, len(answers)) for name in scale.items])
    if scale.method == "count":
        given, counts = _counts(scale, answers, covered)
        n_answered = given.sum(axis=1)
        value = np.where(given, counts, 0).sum(axis=1).astype(float)
    else:
        numbers = np.column_stack(
            [_numbers(scale, instrument.fields[name], answers) for name in scale.items]
        )
        numbers[covered] = np.nan
        n_answered = (~np.isnan(numbers)).sum(axis=1)
        value = _valued(scale, numbers, scale.items)
    why = _reasons(scale, n_answered, (~covered).sum(axis=1))
    return _column(scale, value, np.full(len(answers), len(scale.items)), n_answered, why)


def _reasons(scale: Scale, n_answered: Any, n_visible: Any) -> Any:
    few = np.where(n_answered < needed(scale), "te_weinig", "")
    none = np.where(n_answered == 0, "niet_beantwoord", few)
    return np.where(n_visible == 0, "niet_van_toepassing", none).astype(object)


def _column(scale: Scale, value: Numbers, n_items: Any, n_answered: Any, why: Any) -> Column:
    if scale.method == "table":
        value, outside = _looked_up(scale, value)
        why = np.where((why == "") & outside, "buiten_tabel", why).astype(object)
    return Column(np.where(why == "", value, np.nan), n_items, n_answered, why)


def _hidden(hidden: pd.DataFrame | None, name: str, length: int) -> Any:
    if hidden is None or name not in hidden.columns:
        return np.zeros(length, dtype=bool)
    return hidden[name].fillna(False).to_numpy(dtype=bool)


def _numbers(scale: Scale, item: Item, answers: pd.DataFrame) -> Numbers:
    if item.id not in answers.columns:
        return np.full(len(answers), np.nan)
    typed = pd.to_numeric(answers[item.id].astype(object), errors="coerce")
    numbers = typed.to_numpy(dtype=float, na_value=np.nan).copy()
    lowest, highest = bounds(scale, item)
    if lowest is not None:
        numbers[numbers < float(lowest)] = np.nan
    if highest is not None:
        numbers[numbers > float(highest)] = np.nan
    if item.id in scale.reversed:
        if lowest is None or highest is None:
            raise ValueError(
                f"Schaal {scale.id}: om {item.id} om te keren zijn item_min en item_max nodig."
            )
        numbers = float(lowest + highest) - numbers
    return numbers


def _weights(scale: Scale, parts: tuple[str, ...]) -> Numbers:
    return np.array([float(scale.weights.get(name, "1")) for name in parts])


def _valued(scale: Scale, numbers: Numbers, parts: tuple[str, ...]) -> Numbers:
    weights = _weights(scale, parts)
    answered = ~np.isnan(numbers)
    total = np.nansum(numbers * weights, axis=1)
    held = (answered * weights).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        if scale.method == "gas":
            rho = float(scale.options.get("rho", GAS_RHO))
            squares = (answered * weights**2).sum(axis=1)
            gas: Numbers = 50 + 10 * total / np.sqrt((1 - rho) * squares + rho * held**2)
            return gas
        if scale.method == "mean":
            total = total / held
        elif scale.prorate:
            total = total * weights.sum() / held
    if scale.round != "half_up":
        return np.asarray(total, dtype=float)
    shift = 10.0 ** (scale.decimals or 0)
    rounded: Numbers = np.floor(total * shift + 0.5 + _EPSILON) / shift
    return rounded


def _looked_up(scale: Scale, raw: Numbers) -> tuple[Numbers, Any]:
    table = {round(float(key), 9): float(text) for key, text in scale.table.items()}
    value = np.array([table.get(round(one, 9), np.nan) for one in raw.tolist()])
    return value, np.isnan(value)


def _counts(scale: Scale, answers: pd.DataFrame, covered: Any) -> tuple[Any, Any]:
    """Per item: was it answered, and how many of its codes count."""
    wanted = set(scale.count_codes)
    given, counts = [], []
    for name in scale.items:
        cells = answers[name].tolist() if name in answers.columns else [None] * len(answers)
        codes = [_codes(cell) for cell in cells]
        given.append([bool(one) for one in codes])
        counts.append([sum(code in wanted for code in one) for one in codes])
    return np.array(given).T & ~covered, np.array(counts).T


def _codes(cell: object) -> tuple[str, ...]:
    if isinstance(cell, (list, tuple, set, frozenset, np.ndarray)):
        return tuple(str(code) for code in cell)
    if cell is None or cell is pd.NA or cell != cell:
        return ()
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    return tuple(code for code in _BETWEEN_CODES.split(text) if code)


def _total(scale: Scale, parts: Mapping[str, Column]) -> Column:
    numbers = np.column_stack([parts[name].value for name in scale.of])
    present = (~np.isnan(numbers)).sum(axis=1)
    n_items = np.sum([part.n_items for part in parts.values()], axis=0)
    n_answered = np.sum([part.n_answered for part in parts.values()], axis=0)
    short = (present < needed(scale)) | (present == 0)
    why = np.where(short, "deel_ontbreekt", "").astype(object)
    return _column(scale, _valued(scale, numbers, scale.of), n_items, n_answered, why)
