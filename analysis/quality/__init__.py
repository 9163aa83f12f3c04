"""Data quality over the frames of a quality extract: judge, describe, report."""

from analysis.quality.judging import Finding, Outcome, judge

__all__ = ["Finding", "Outcome", "judge"]
