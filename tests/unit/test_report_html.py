"""The page of a report: complete, readable by all, loads nothing, holds nothing withheld."""

from __future__ import annotations

import builtins
import io
from html.parser import HTMLParser

import pikepdf
import pytest

from analysis.disclosure import WITHHELD
from analysis.reports import half_yearly
from register.files.report_html import PdfUnavailable, render_html, render_pdf
from tests.support.needs import require
from tests.support.study_frames import study


class Outline(HTMLParser):
    """Collects headings, table cells and addresses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.tags: list[str] = []
        self.links: list[str] = []
        self.scopes: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag in ("h1", "h2", "h3", "h4"):
            self.headings.append(int(tag[1]))
        if tag == "th":
            self.scopes.append(dict(attrs).get("scope"))
        for name, value in attrs:
            if name in ("src", "href", "xlink:href", "action", "data"):
                self.links.append(value or "")


@pytest.fixture(scope="module")
def page() -> str:
    return render_html(half_yearly(study(50), policy="begeleidingsgroep"))


def test_a_page_stands_alone_and_loads_nothing(page: str) -> None:
    outline = Outline()
    outline.feed(page)
    assert "script" not in outline.tags
    assert "link" not in outline.tags
    assert all(link.startswith("#") for link in outline.links)
    assert "@import" not in page
    assert "url(http" not in page
    assert '<html lang="nl">' in page


def test_headings_go_down_one_step_and_every_header_cell_has_a_scope(page: str) -> None:
    outline = Outline()
    outline.feed(page)
    assert outline.headings[0] == 1
    assert outline.headings.count(1) == 1
    steps = zip(outline.headings, outline.headings[1:], strict=False)
    assert all(after - before <= 1 for before, after in steps)
    assert outline.scopes
    assert None not in outline.scopes
    assert outline.tags.count("table") == outline.tags.count("caption")
    assert outline.tags.count("figure") == outline.tags.count("figcaption")


def test_a_concept_says_so_and_withheld_counts_read_alike(page: str) -> None:
    assert page.count("concept – niet verspreiden") >= 2
    assert WITHHELD in page
    assert "None" not in page


def test_what_a_label_says_is_text_and_never_markup() -> None:
    labels = {"gezin": "Gezin <b>& netwerk</b>", "groep": "<script>x</script>"}
    frames = study(50)
    page = render_html(
        half_yearly(frames, policy="begeleidingsgroep",
                    facts={"labels": {**frames.facts["labels"], **labels}})
    )  # fmt: skip
    assert "<script>x" not in page
    assert "Gezin &lt;b&gt;&amp; netwerk" in page


def test_the_pdf_is_tagged_dutch_and_titled() -> None:
    require("pango")
    content = render_pdf(half_yearly(study(50), policy="begeleidingsgroep"))
    with pikepdf.open(io.BytesIO(content)) as document:
        root = document.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang).startswith("nl")
        assert "/StructTreeRoot" in root
        assert "halfjaarrapport" in str(document.docinfo["/Title"])
        kinds = {str(element.S) for element in _elements(root.StructTreeRoot)}
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/P", "/Figure"} <= kinds


def _elements(node):
    children = node.get("/K")
    for child in children if children is not None and hasattr(children, "__iter__") else []:
        if hasattr(child, "get") and child.get("/S") is not None:
            yield child
            yield from _elements(child)


def test_without_pango_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *arguments: object, **more: object) -> object:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *arguments, **more)

    report = half_yearly(study(50), policy="begeleidingsgroep")
    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(PdfUnavailable, match="Pango"):
        render_pdf(report)
