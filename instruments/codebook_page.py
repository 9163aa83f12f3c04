"""The codebook as one HTML page that prints well: no script, nothing fetched from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from instruments.codebook import Chapter, Codebook, Question, ScaleEntry
from instruments.words import ITEM_TYPES

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem;
  color: #1c2a2e; background: #fff; }
h1, h2, h3 { line-height: 1.25; color: #0b4f5c; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid #b9c7ca; padding-bottom: .25rem; }
h3 { font-size: 1rem; margin: 0; color: inherit; }
article { margin: 1.25rem 0; break-inside: avoid; }
article article { margin: .75rem 0 .75rem 1rem; }
code, .kind { font-size: .875rem; color: #4a5a5e; }
p { margin: .25rem 0; }
ol, ul { margin: .25rem 0; padding-left: 1.5rem; list-style: none; }
article li { display: grid; grid-template-columns: 9.5rem 1fr; gap: .5rem; }
li code { overflow-wrap: anywhere; }
.told { font-weight: 400; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .125rem 1rem; margin: .5rem 0; }
dt { color: #4a5a5e; } dd { margin: 0; }
details { font-size: .875rem; } .when { font-style: italic; }
.note { border-left: 4px solid #0b7285; padding: .5rem 1rem; background: #eef6f7; }
table { border-collapse: collapse; } td, th { text-align: left; padding: .125rem 1rem .125rem 0; }
@media (prefers-color-scheme: dark) { body { background: #12191b; color: #e3ebed; }
  h1, h2 { color: #7fd1de; } code, .kind, dt { color: #a9b8bc; } .note { background: #17262a; } }
@media print { body { margin: 0; max-width: none; } details { display: block; } }
"""


def codebook_page(books: Iterable[Codebook]) -> str:
    """One HTML document for one or more codebooks, with a table of contents when several."""
    held = tuple(books)
    title = held[0].title if len(held) == 1 else "Codeboek"
    parts = [
        "<!doctype html>",
        f'<html lang="nl"><head><meta charset="utf-8"><title>{escape(title)} – codeboek</title>',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<style>{_STYLE}</style></head><body>",
    ]
    if len(held) > 1:
        parts.append("<h1>Codeboek</h1><nav aria-label='Inhoud'><ul>")
        parts += [f'<li><a href="#{book.id}">{escape(book.title)}</a></li>' for book in held]
        parts.append("</ul></nav>")
    parts += [line for book in held for line in codebook_body(book)]
    return "\n".join([*parts, "</body></html>\n"])


def codebook_body(book: Codebook) -> Iterator[str]:
    """The HTML of one codebook without the page around it."""
    yield f'<section id="{escape(book.id)}"><h1>{escape(book.title)}</h1>'
    yield _pairs(book.facts)
    for text in filter(None, (book.note, book.licence)):
        yield f'<p class="note">{escape(text)}</p>'
    for chapter in book.chapters:
        yield from _chapter(chapter, escape(book.id))
    if book.scales:
        yield "<h2>Schalen en scoring</h2>"
        for scale in book.scales:
            yield from _scale(scale)
    yield "</section>"


def _chapter(chapter: Chapter, page: str) -> Iterator[str]:
    extra = " (extra, mag worden overgeslagen)" if chapter.extra else ""
    yield f"<h2>{escape(chapter.title)}{extra}</h2>"
    if chapter.intro:
        yield f"<p>{escape(chapter.intro)}</p>"
    if chapter.shown_when:
        yield f'<p class="when">Alleen als {escape(chapter.shown_when)}.</p>'
    for question in chapter.questions:
        yield from _question(question, page)


def _question(one: Question, page: str) -> Iterator[str]:
    told = ' class="told"' if one.kind == ITEM_TYPES["descriptive"] else ""
    yield f'<article id="{page}-{escape(one.id)}"><h3{told}>{escape(one.label)}</h3>'
    limits = f" – {escape(one.limits)}" if one.limits else ""
    yield f'<p class="kind"><code>{escape(one.id)}</code> · {escape(one.kind)}{limits}</p>'
    if one.help:
        yield f"<p>{escape(one.help)}</p>"
    if one.shown_when:
        yield f'<p class="when">Alleen als {escape(one.shown_when)}.</p>'
    if one.computed:
        yield f'<p class="when">Berekend: {escape(one.computed)}.</p>'
    if one.choices:
        listed = f" uit codelijst {escape(one.choices_from)}" if one.choices_from else ""
        yield f'<ul aria-label="Antwoorden{listed}">'
        for code, label in one.choices.items():
            yield f"<li><code>{escape(code)}</code> {escape(label)}</li>"
        yield "</ul>"
    if one.facts:
        yield f"<details><summary>Kenmerken</summary>{_pairs(one.facts)}</details>"
    for part in one.parts:
        yield from _question(part, page)
    yield "</article>"


def _scale(scale: ScaleEntry) -> Iterator[str]:
    yield f"<article><h3>{escape(scale.label)}</h3>"
    yield f'<p class="kind"><code>{escape(scale.id)}</code></p>'
    yield "".join(f"<p>{escape(line)}</p>" for line in scale.scored)
    if scale.bands:
        yield '<table><tr><th scope="col">Score</th><th scope="col">Betekenis</th></tr>'
        for score, meaning in scale.bands:
            yield f"<tr><td>{escape(score)}</td><td>{escape(meaning)}</td></tr>"
        yield "</table>"
    if scale.note:
        yield f"<p>{escape(scale.note)}</p>"
    if scale.source:
        yield f'<p class="kind">Bron: {escape(scale.source)}</p>'
    yield "</article>"


def _pairs(facts: Iterable[tuple[str, str]]) -> str:
    cells = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts)
    return f"<dl>{cells}</dl>"
