"""Text that a spreadsheet would run as a formula, made harmless.

Spreadsheets treat a text that starts with = + - @ (or with a tab or line end before them) as a
formula. A leading apostrophe shows the text as it is; numbers are left alone.
"""

from __future__ import annotations

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def escaped(text: str) -> str:
    """`text`, with an apostrophe before it where a spreadsheet would see a formula.

    A text that starts with an apostrophe gets one more, so that `restored` can undo it.
    """
    if text.startswith(_DANGEROUS) or text.lstrip().startswith(_DANGEROUS) or text.startswith("'"):
        return "'" + text
    return text


def restored(text: str) -> str:
    """Undo `escaped`: `restored(escaped(text)) == text` for every text."""
    return text[1:] if text.startswith("'") else text
