"""Scores of one sheet: scales as data, interpreted in exact arithmetic.

The plain twin of `analysis.scores`: slow, exact (fractions) and easy to check by hand.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from instruments.answers import Answer
from instruments.logic import Context
from instruments.model import Instrument
from instruments.scale import Scale
from instruments.scoring_change import GAS_RHO, gas_t
from instruments.scoring_norms import ANYONE, Respondent, band, t_of
from instruments.scoring_values import counted, fraction, half_up
from instruments.visibility import visible

WHY_MISSING: Final[Mapping[str, str]] = {
    "niet_beantwoord": "geen van de vragen is beantwoord",
    "te_weinig": "te weinig vragen zijn beantwoord",
    "niet_van_toepassing": "de vragen waren niet van toepassing",
    "deel_ontbreekt": "een van de deelschalen ontbreekt",
    "buiten_tabel": "de ruwe score staat niet in de omzettingstabel",
}
"""Why a score is missing → the Dutch words for it."""


@dataclass(frozen=True)
class Score:
    """One score: its value, from how many items, and why it is missing (a `WHY_MISSING` code).

    ``n_answered`` counts valid answers to visible questions; ``prorated`` says that unanswered
    ones were estimated from the rest; ``t`` is the T-score where the scale has a fitting norm.
    """

    value: float | None
    n_items: int
    n_answered: int
    why_missing: str = ""
    band: str = ""
    t: float | None = None
    prorated: bool = False

    def __post_init__(self) -> None:
        if (self.value is None) != bool(self.why_missing):
            raise ValueError("A score has a value or a reason why it is missing, never both.")
        if self.why_missing and self.why_missing not in WHY_MISSING:
            raise ValueError(f"Unknown reason for a missing score: {self.why_missing}.")


def score(
    instrument: Instrument,
    answers: Mapping[str, Answer],
    *,
    hidden: Collection[str] | None = None,
    who: Respondent = ANYONE,
) -> dict[str, Score]:
    """Scale id → score, for every scale whose method is not ``none``.

    ``hidden`` names the items that branching hides on this sheet: they keep their answer, but it
    does not count. Without it, branching is worked out from these answers alone.
    """
    if hidden is None:
        hidden = set(instrument.fields) - visible(instrument, answers, Context())
    found: dict[str, Score] = {}
    for scale in instrument.scales:
        if scale.method != "none":
            _score(instrument, scale.id, answers, hidden, who, found)
    return {scale.id: found[scale.id] for scale in instrument.scales if scale.id in found}


def needed(scale: Scale) -> int:
    """How many items (or scales) must have been answered at least; all, unless it says less."""
    return scale.min_answered or len(scale.items or scale.of)


def _score(
    instrument: Instrument,
    scale_id: str,
    answers: Mapping[str, Answer],
    hidden: Collection[str],
    who: Respondent,
    found: dict[str, Score],
) -> Score:
    if scale_id not in found:
        scale = instrument.scale(scale_id)
        if scale.of:
            parts = {
                part: _score(instrument, part, answers, hidden, who, found) for part in scale.of
            }
            bare = _total(scale, parts)
        else:
            bare = _of_items(instrument, scale, answers, hidden)
        found[scale_id] = bare if bare.value is None else _placed(scale, bare, bare.value, who)
    return found[scale_id]


def _placed(scale: Scale, bare: Score, value: float, who: Respondent) -> Score:
    return replace(bare, band=band(scale, value, who), t=t_of(scale, value, who))


def _of_items(
    instrument: Instrument,
    scale: Scale,
    answers: Mapping[str, Answer],
    hidden: Collection[str],
) -> Score:
    visible = [name for name in scale.items if name not in hidden]
    if scale.method == "count":
        return _count(scale, {name: answers.get(name) for name in visible})
    numbers: dict[str, Fraction] = {}
    for name in visible:
        number = counted(scale, instrument.fields[name], answers.get(name))
        if number is not None:
            numbers[name] = number
    reason = _shortfall(scale, len(numbers), len(visible))
    if reason:
        return Score(None, len(scale.items), len(numbers), reason)
    return _valued(scale, numbers)


def _shortfall(scale: Scale, n_answered: int, n_visible: int) -> str:
    if n_visible == 0:
        return "niet_van_toepassing"
    if n_answered == 0:
        return "niet_beantwoord"
    return "te_weinig" if n_answered < needed(scale) else ""


def _valued(scale: Scale, numbers: Mapping[str, Fraction]) -> Score:
    n_items, n_answered = len(scale.items), len(numbers)
    if scale.method == "gas":
        weights = [float(_weight(scale, name)) for name in numbers]
        rho = float(scale.options.get("rho", GAS_RHO))
        value = gas_t([float(number) for number in numbers.values()], weights, rho=rho)
        return Score(value, n_items, n_answered)
    raw = _raw(scale, numbers, scale.items)
    if scale.method == "table":
        return _looked_up(scale, raw, n_items, n_answered)
    prorated = scale.prorate and scale.method == "sum" and n_answered < n_items
    return Score(float(raw), n_items, n_answered, prorated=prorated)


def _raw(scale: Scale, numbers: Mapping[str, Fraction], parts: Collection[str]) -> Fraction:
    """Weighted sum or mean; a prorated sum is scaled up by the weight that was not answered."""
    weights = {name: _weight(scale, name) for name in parts}
    total = sum((weights[name] * number for name, number in numbers.items()), Fraction(0))
    held = sum((weights[name] for name in numbers), Fraction(0))
    if scale.method == "mean":
        total /= held
    elif scale.prorate:
        total *= sum(weights.values(), Fraction(0)) / held
    return half_up(total, scale.decimals or 0) if scale.round == "half_up" else total


def _weight(scale: Scale, name: str) -> Fraction:
    return fraction(scale.weights.get(name, "1")) or Fraction(1)


def _looked_up(scale: Scale, raw: Fraction, n_items: int, n_answered: int) -> Score:
    for key, text in scale.table.items():
        if fraction(key) == raw:
            value = fraction(text)
            if value is not None:
                return Score(float(value), n_items, n_answered)
    return Score(None, n_items, n_answered, "buiten_tabel")


def _count(scale: Scale, answers: Mapping[str, Answer | None]) -> Score:
    given = [held.value for held in answers.values() if held is not None and held.value is not None]
    reason = _shortfall(scale, len(given), len(answers))
    if reason:
        return Score(None, len(scale.items), len(given), reason)
    codes = [code for value in given for code in (value if isinstance(value, tuple) else (value,))]
    value = sum(str(code) in scale.count_codes for code in codes)
    return Score(float(value), len(scale.items), len(given))


def _total(scale: Scale, parts: Mapping[str, Score]) -> Score:
    n_items = sum(part.n_items for part in parts.values())
    n_answered = sum(part.n_answered for part in parts.values())
    numbers = {
        name: Fraction(str(part.value)) for name, part in parts.items() if part.value is not None
    }
    if len(numbers) < needed(scale) or not numbers:
        return Score(None, n_items, n_answered, "deel_ontbreekt")
    raw = _raw(scale, numbers, scale.of)
    if scale.method == "table":
        return _looked_up(scale, raw, n_items, n_answered)
    prorated = any(part.prorated for part in parts.values())
    return Score(float(raw), n_items, n_answered, prorated=prorated)
