"""Verdicts on what is not a table: percentages, means, quantiles, curves, models, words, quotes.

Evidence (what stands behind a statement) → check → `Verdict` (allowed, and every reason against,
in Dutch). Numbers of RULES §3.3: means and medians of at least 10 youths with (n, k) = (2, 90%),
quantiles with 10 on both sides, curves cut where fewer than 10 are at risk, models with at least
10 residual degrees of freedom, words of at least 10 youths.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.disclosure.policy import Policy

TOP, TOP_SHARE = 2, 0.9
SIDE = 10
RESIDUAL = 10


@dataclass(frozen=True)
class Verdict:
    """Whether a statement may leave, and every reason against it."""

    reasons: tuple[str, ...] = ()

    @property
    def allowed(self) -> bool:
        """True when there is no reason against."""
        return not self.reasons


def judge(*checks: tuple[bool, str]) -> Verdict:
    """A verdict of (is wrong, reason) pairs."""
    return Verdict(tuple(reason for wrong, reason in checks if wrong))


def percentage_verdict(count: int, denominator: int, policy: Policy) -> Verdict:
    """A percentage of youths: both it and its complement must be showable counts."""
    rest = denominator - count
    return judge(
        (denominator < policy.denominator,
         f"De groep telt minder dan {policy.denominator} jeugdigen."),
        (0 < count < policy.threshold or 0 < rest < policy.threshold,
         f"Achter het percentage of de rest ervan staan minder dan {policy.threshold} jeugdigen."),
        (policy.zeros and not policy.open and (count == 0 or rest == 0),
         "Het is 0% of 100%: dat zegt iets over iedereen in de groep."),
    )  # fmt: skip


def mean_verdict(values: Sequence[float], policy: Policy) -> Verdict:
    """A mean (or sum) over youths; values ≥ 0, one per youth, missing ones left out."""
    found = np.sort(np.abs(np.asarray(values, dtype=float)))[::-1]
    total = float(found.sum())
    least = 0 if policy.open else max(policy.denominator, 1)
    carriers = int((found > 0).sum())
    return judge(
        (len(found) < least, f"Het gemiddelde gaat over minder dan {least} jeugdigen."),
        (not policy.open and carriers < policy.threshold,
         f"Minder dan {policy.threshold} jeugdigen bepalen het gemiddelde."),
        (not policy.open and total > 0 and float(found[:TOP].sum()) > TOP_SHARE * total,
         f"Twee jeugdigen bepalen meer dan {TOP_SHARE:.0%} van het gemiddelde."),
    )  # fmt: skip


def quantile_verdict(values: Sequence[float], share: float, policy: Policy) -> Verdict:
    """A quantile: enough youths on both sides, never a smallest or largest value."""
    n = len(values)
    return judge(
        (not policy.open and min(share, 1 - share) * n < SIDE,
         f"Aan één kant van dit punt liggen minder dan {SIDE} jeugdigen."),
    )  # fmt: skip


def curve_cut(at_risk: Sequence[int], policy: Policy) -> int:
    """Number of leading points of a survival curve that may be drawn (at risk ≥ denominator)."""
    least = 0 if policy.open else policy.denominator
    for at, n in enumerate(at_risk):
        if n < least:
            return at
    return len(at_risk)


def step_verdict(events: Sequence[int], policy: Policy) -> Verdict:
    """Steps of a curve: a step of fewer than T youths points at them; use wider intervals."""
    return judge(
        (any(0 < e < policy.threshold for e in events),
         f"Een trede in de kromme staat voor minder dan {policy.threshold} jeugdigen; "
         "toon de kromme per half jaar."),
    )  # fmt: skip


def model_verdict(n: int, parameters: int, smallest_group: int, policy: Policy) -> Verdict:
    """A regression: residual degrees of freedom, and no group so small that it is one person."""
    return judge(
        (not policy.open and n - parameters < RESIDUAL,
         f"Het model houdt minder dan {RESIDUAL} vrijheidsgraden over."),
        (smallest_group < policy.denominator and not policy.open,
         f"Een groep in het model telt minder dan {policy.denominator} jeugdigen."),
    )  # fmt: skip


def words_verdict(youths: int, policy: Policy) -> Verdict:
    """A word or theme counted in texts: enough different youths."""
    return judge(
        (youths < policy.words_minimum,
         f"Minder dan {policy.words_minimum} jeugdigen gebruikten dit woord of thema."),
    )  # fmt: skip


def opinion_verdict(persons: int, organisations: int, policy: Policy) -> Verdict:
    """An opinion of or about a role: professionals are units too (RULES §0 D9)."""
    return judge(
        (not policy.open and persons < policy.persons,
         f"Minder dan {policy.persons} professionals staan achter deze uitspraak."),
        (not policy.open and organisations < policy.organisations,
         f"De uitspraak komt uit minder dan {policy.organisations} organisaties."),
    )  # fmt: skip


def quote_verdict(*, consented: bool, attributes: Sequence[str]) -> Verdict:
    """A literal quote: consent P9 of speaker and youth, and nothing that says who spoke."""
    return judge(
        (not consented, "Er is geen toestemming voor citaten (P9) van spreker en jeugdige."),
        (bool(attributes), "Bij een citaat staan geen kenmerken van de spreker of de jeugdige."),
    )  # fmt: skip
