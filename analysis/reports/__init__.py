"""Reports as data: recipes turn frames into a `Report`; renderers elsewhere turn it into pages."""

from analysis.reports.half_yearly import half_yearly
from analysis.reports.model import Report
from analysis.reports.releasing import release_of

__all__ = ["Report", "half_yearly", "release_of"]
