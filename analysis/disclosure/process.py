"""Process counts (RULES §0 D9): flow, response, sessions of a whole cohort, one number at a time.

Exact from 10, else "minder dan 10". While a count still grows it is rounded to 5, so that the
difference between two reports points at nobody (D7).
"""

from __future__ import annotations

from dataclasses import dataclass

from analysis.disclosure.policy import Policy, policy_for

RUNNING_BASE = 5


@dataclass(frozen=True)
class ProcessCount:
    """One count as it may be shown. value: None when below the threshold; final: not growing."""

    label: str
    value: int | None
    final: bool
    threshold: int = 10

    @property
    def text(self) -> str:
        """As a reader sees it."""
        if self.value is None:
            return f"minder dan {self.threshold}"
        return str(self.value) if self.final else f"ongeveer {self.value}"


def process_count(
    label: str, value: int, *, final: bool, policy: Policy | None = None
) -> ProcessCount:
    """The count under the policy for process counts (default: `procestelling`)."""
    rules = policy or policy_for("procestelling")
    if value < rules.threshold:
        return ProcessCount(label, None, final, rules.threshold)
    shown = value if final else max(rules.threshold, RUNNING_BASE * round(value / RUNNING_BASE))
    return ProcessCount(label, shown, final, rules.threshold)
