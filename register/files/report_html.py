"""A report as one HTML page that needs nothing else, and as a tagged PDF.

No scripts, no loads from outside; colours follow the reader's light or dark setting; tables and
figures can be read aloud. The page shows only what stands in the report: withheld numbers are
not in it in any form.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined, select_autoescape
from markupsafe import Markup

from analysis.disclosure import WITHHELD
from analysis.reports.model import Block, FigureBlock, ProcessBlock, Report, TableBlock
from analysis.reports.presentation import Grid, figure_grid, grid, process_grid


class PdfUnavailable(RuntimeError):
    """This computer lacks what is needed to make a PDF."""


@dataclass(frozen=True)
class _Page:
    number: str
    title: str
    question: str
    blocks: tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class _Drawing:
    svg: Markup
    sentence: str
    caption: str
    grid: Grid | None


def render_html(report: Report) -> str:
    """The report as a standalone HTML document (Dutch, UTF-8)."""
    folder = files("register.files") / "templates"
    page = {
        "title": report.title,
        "subtitle": report.subtitle,
        "audience_label": report.audience_label,
        "status": report.status,
        "provenance": report.provenance,
        "sections": [
            _Page(s.number, s.title, s.question, tuple(_shown(b) for b in s.blocks))
            for s in report.sections
        ],
    }
    style = Markup((folder / "report.css").read_text(encoding="utf-8"))
    text: str = _template().render(report=page, style=style, withheld=WITHHELD)
    return text


def render_pdf(report: Report) -> bytes:
    """The report as a tagged PDF (PDF/UA-1). Raises `PdfUnavailable` where Pango is missing."""
    return pdf_of(render_html(report))


def pdf_of(page: str) -> bytes:
    """A page that `render_html` made as a tagged PDF; raises `PdfUnavailable` likewise."""
    try:
        from weasyprint import HTML
    except (ImportError, OSError) as problem:
        raise PdfUnavailable(
            "Op deze computer kan geen PDF worden gemaakt: de bibliotheek Pango ontbreekt. "
            "Installeer Pango (Debian: het pakket libpango-1.0-0 met libpangoft2-1.0-0) of "
            "gebruik het rapport als HTML."
        ) from problem
    document = HTML(string=page, url_fetcher=_nothing_from_outside)
    content: bytes = document.write_pdf(pdf_variant="pdf/ua-1", custom_metadata=False)
    return content


def _nothing_from_outside(url: str, *_: object, **__: object) -> dict[str, object]:
    raise ValueError("Een rapport laadt niets van buiten.")


def _shown(block: Block) -> tuple[str, Any]:
    if isinstance(block, TableBlock):
        return "Grid", grid(block.table, block.caption, block.note)
    if isinstance(block, ProcessBlock):
        return "Grid", process_grid(block)
    if isinstance(block, FigureBlock):
        # the drawing is made by analysis.reports.charts, which escapes every text in it
        return "FigureBlock", _Drawing(
            Markup(block.svg), block.sentence, block.caption, figure_grid(block)
        )
    return type(block).__name__, block


@cache
def _template() -> Any:
    environment = Environment(
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    source = files("register.files") / "templates" / "report.html.j2"
    return environment.from_string(source.read_text(encoding="utf-8"))
