"""Texts of a dictionary: HTML made plain, choice lists parsed, action tags found."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any, Final

OWN_TAG: Final = "@CASUSREGISTER="
"""Our own action tag: what REDCap has no column for, as JSON. REDCap ignores tags it does not
know."""

_TAG = re.compile(r"@[A-Z][A-Z0-9_-]*")
_LOOKS_LIKE_HTML = re.compile(r"<[a-zA-Z/!]|&[a-zA-Z#]")
_BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "hr"})
_SILENT = frozenset({"script", "style", "iframe", "object"})


class _Plain(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        elif tag in _BREAKS:
            self.parts.append(" ")
        elif tag == "img":
            self.parts.append(dict(attrs).get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in _BREAKS:
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)


def has_html(text: str) -> bool:
    """Whether a text holds markup or character references."""
    return bool(_LOOKS_LIKE_HTML.search(text))


def plain_text(text: str) -> str:
    """The words of a label: no markup, no script, white-space made single where there was markup.

    Only words ever reach a screen, so that nothing in a dictionary can act there.
    """
    if not has_html(text):
        return text.strip()
    parser = _Plain()
    parser.feed(text)
    parser.close()
    return re.sub(r"\s+", " ", "".join(parser.parts)).strip()


def choices(cell: str) -> dict[str, str]:
    """Code → label of ``1, ja | 2, nee``; only the first comma splits; a part without comma is
    its own code. A code that stands there twice keeps its first label."""
    found: dict[str, str] = {}
    for part in cell.split("|"):
        if part.strip():
            code, comma, label = part.partition(",")
            text = plain_text(label) if comma else code.strip()
            found.setdefault(code.strip(), text or code.strip())
    return found


def choices_cell(pairs: Mapping[str, str]) -> str:
    """``1, ja | 2, nee``. A label cannot hold a stroke in REDCap; it becomes a slash."""
    return " | ".join(f"{code}, {label.replace('|', '/')}" for code, label in pairs.items())


def action_tags(annotation: str) -> list[str]:
    """The action tags of an annotation, ours excepted."""
    return [tag for tag in _TAG.findall(annotation) if f"{tag}=" != OWN_TAG]


def without_own_tag(annotation: str) -> tuple[str, dict[str, Any]]:
    """The annotation without our tag, and what the tag held (empty where it is not ours)."""
    start = annotation.find(OWN_TAG)
    if start < 0:
        return annotation, {}
    try:
        content, end = json.JSONDecoder().raw_decode(annotation, start + len(OWN_TAG))
    except json.JSONDecodeError:
        return annotation, {}
    if not isinstance(content, dict):
        return annotation, {}
    before, after = annotation[:start], annotation[end:]
    return (before.removesuffix(" ") if not after else before) + after, content


def with_own_tag(annotation: str, content: Mapping[str, Any]) -> str:
    """The annotation with our tag at its end, or as it was when there is nothing to say."""
    if not content:
        return annotation
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return f"{annotation} {OWN_TAG}{text}" if annotation else f"{OWN_TAG}{text}"
