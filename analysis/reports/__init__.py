"""Reports as data: recipes turn frames into a `Report`; renderers elsewhere turn it into pages."""

from analysis.reports.half_yearly import half_yearly
from analysis.reports.model import Report

__all__ = ["Report", "half_yearly"]
