"""A certificate for whoever withdrew or asked something: one plain page, HTML or tagged PDF."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined

from register.files.report_html import PdfUnavailable


@dataclass(frozen=True)
class Certificate:
    """What a certificate says; a confirmation names roles and counts only."""

    title: str
    opening: str
    facts: tuple[tuple[str, str], ...]
    lines: tuple[str, ...]
    stays: tuple[str, ...]
    footer: str
    lines_title: str = "Wat er gebeurt"
    stays_title: str = "Wat blijft"


def html(certificate: Certificate) -> bytes:
    """The certificate as a page of its own (UTF-8)."""
    text: str = _template().render(c=certificate)
    return text.encode()


def pdf(certificate: Certificate) -> bytes:
    """The certificate as a tagged PDF; raises ``PdfUnavailable`` where Pango is missing."""
    try:
        from weasyprint import HTML
    except (ImportError, OSError) as problem:
        raise PdfUnavailable(
            "Op deze computer kan geen PDF worden gemaakt: de bibliotheek Pango ontbreekt. "
            "Gebruik de bevestiging als HTML en druk die af."
        ) from problem
    page = HTML(string=html(certificate).decode(), url_fetcher=_nothing_from_outside)
    content: bytes = page.write_pdf(pdf_variant="pdf/ua-1", custom_metadata=False)
    return content


def _nothing_from_outside(url: str, *_: object, **__: object) -> dict[str, object]:
    raise ValueError("Een bevestiging laadt niets van buiten.")


@cache
def _template() -> Any:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    source = files("register.files") / "templates" / "certificate.html.j2"
    return environment.from_string(source.read_text(encoding="utf-8"))
