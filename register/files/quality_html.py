"""The quality report as one HTML page that loads nothing, in the style of the other reports."""

from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from analysis.quality.report import QualityReport


def render(report: QualityReport) -> str:
    """A standalone HTML document (Dutch, UTF-8)."""
    folder = files("register.files") / "templates"
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    source = (folder / "quality.html.j2").read_text(encoding="utf-8")
    style = Markup((folder / "report.css").read_text(encoding="utf-8"))
    text: str = environment.from_string(source).render(report=report, style=style)
    return text
