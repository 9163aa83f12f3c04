"""Who may read what: the disclosure policy of every audience, as data.

Sources: RULES §3.3 (policy table), §0 D8 (attacker), D9 (more audiences), D10 (words).
A policy holds numbers only; the rules that use them live in `primary`, `verdict`, `ledger`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

WITHHELD = "niet getoond (privacy)"
"""What a reader sees for a withheld number, primary and secondary alike (RULES D10)."""


@dataclass(frozen=True)
class Policy:
    """The numbers that decide what one audience may see.

    threshold: smallest count of youths that is shown, and the smallest width (in youths) of
        the interval that a reader can compute for a withheld count. 0 = everything is shown.
    zeros, full_rows: whether a count of 0, and a row or column with everybody in one class,
        count as sensitive (group disclosure).
    denominator: smallest group of which a percentage, mean or quantile is given.
    rounding: base to which published counts are rounded (1 = exact).
    percent_step: percentages are rounded to whole multiples of this.
    class_minimum: smallest class of a table with an attribute that nobody knows (RULES D8).
    providers, provider_share: least number of providers in a cell, and the largest share
        of one provider (1.0 = no limit).
    words_minimum: least number of distinct youths behind a counted word or theme.
    one_way_only: only one-way counts of a whole cohort; below the threshold "minder dan T".
    """

    name: str
    label: str
    threshold: int
    zeros: bool = True
    full_rows: bool = True
    denominator: int = 10
    rounding: int = 1
    percent_step: int = 1
    class_minimum: int = 10
    providers: int = 0
    provider_share: float = 1.0
    persons: int = 5
    organisations: int = 2
    words_minimum: int = 10
    one_way_only: bool = False
    excludes_unknown: bool = False

    def __post_init__(self) -> None:
        if self.threshold < 0 or self.rounding < 1 or self.percent_step < 1:
            raise ValueError(
                f"Het beleid '{self.name}' heeft een negatieve drempel of een afronding onder 1; "
                "geef een drempel van 0 of hoger en een afronding van 1 of hoger."
            )
        if not 0 < self.provider_share <= 1:
            raise ValueError(
                f"Het beleid '{self.name}' geeft een aandeel van een aanbieder buiten 0–1."
            )

    @property
    def open(self) -> bool:
        """True when nothing is withheld (the reader is the source, or the own case team)."""
        return self.threshold == 0


POLICIES: dict[str, Policy] = {
    policy.name: policy
    for policy in (
        Policy("eigen_casus", "het eigen casusteam", 0, zeros=False, full_rows=False, denominator=1,
               class_minimum=0, words_minimum=1),
        Policy("begeleidingsgroep", "de begeleidingsgroep (vertrouwelijk)", 5),
        Policy("aanbieders", "aanbieders", 10, providers=3, provider_share=0.5),
        Policy("aanbieder_eigen", "één aanbieder, over de eigen jeugdigen", 10,
               excludes_unknown=True),
        Policy("ret_eigen", "het RET, over de eigen aanmeldingen", 0, zeros=False, full_rows=False,
               denominator=1, class_minimum=0, words_minimum=1),
        Policy("procestelling", "procestellingen van een heel cohort", 10, zeros=False,
               full_rows=False, one_way_only=True),
        Policy("openbaar", "iedereen (openbaar)", 10, rounding=5, percent_step=5),
    )
}  # fmt: skip


def policy_for(audience: str, settings: Mapping[str, Mapping[str, Any]] | None = None) -> Policy:
    """The policy of an audience; an unknown audience is refused, never given a default.

    settings: what the study protocol says per audience (facts `thresholds.disclosure`); it
    overrides the numbers here.
    """
    if audience not in POLICIES:
        raise ValueError(
            f"Er is geen beleid voor de doelgroep '{audience}'. "
            f"Kies uit: {', '.join(sorted(POLICIES))}."
        )
    policy = POLICIES[audience]
    found = (settings or {}).get(audience)
    return policy if found is None else _overridden(policy, found)


# name in the study protocol → name here
_NAMES = {
    "min_persons": "denominator",
    "zeros_sensitive": "zeros",
    "full_rows_sensitive": "full_rows",
    "min_providers": "providers",
    "round_to": "rounding",
    "percent_step": "percent_step",
}


_AT_LEAST_ONE = frozenset({"rounding", "percent_step", "denominator"})


def _overridden(policy: Policy, found: Mapping[str, Any]) -> Policy:
    changes: dict[str, Any] = {
        ours: found[theirs] for theirs, ours in _NAMES.items() if found.get(theirs) is not None
    }
    # the protocol writes 0 for “does not apply”
    changes = {ours: max(1, v) if ours in _AT_LEAST_ONE else v for ours, v in changes.items()}
    if found.get("min_count") is not None:
        # a least count of 1 means that nothing is too small: the audience is the source
        changes["threshold"] = int(found["min_count"]) if int(found["min_count"]) > 1 else 0
    if found.get("largest_share"):
        changes["provider_share"] = float(found["largest_share"]) / 100
    return replace(policy, **changes)
