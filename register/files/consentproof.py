"""What somebody signed, as one page to keep: letter, each answer, signature, hash of the text."""

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

_ZONE = ZoneInfo("Europe/Amsterdam")
_STYLE = (
    "@page{size:A4;margin:2cm;@bottom-right{content:counter(page) ' / ' counter(pages)}}"
    "body{font:11pt/1.5 sans-serif}h1{font-size:16pt}h2{font-size:12pt;margin:1.2em 0 .2em}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3em .5em 0 0;"
    "border-bottom:1px solid #999;vertical-align:top}img{max-width:9cm;max-height:4cm}"
    ".small{font-size:9pt;color:#444}"
)


@dataclass(frozen=True)
class Proof:
    """Everything on the page. ``drawn``: a PNG of the signature, or nothing."""

    title: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    answers: tuple[tuple[str, str], ...]
    who: str
    pseudonym: str
    signed_as: str
    drawn: bytes
    at: datetime
    method: str
    letter: str
    letter_version: int
    letter_sha256: str


def html(proof: Proof) -> str:
    """The page as HTML, with the SHA-256 of what was read and answered."""
    read = "".join(
        f"<h2>{escape(heading)}</h2>" * bool(heading)
        + "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
        for heading, paragraphs in proof.sections
    )
    rows = "".join(
        f"<tr><td>{escape(ask)}</td><td><strong>{escape(said)}</strong></td></tr>"
        for ask, said in proof.answers
    )
    content = f"<h1>{escape(proof.title)}</h1>{read}<h2>Antwoorden</h2><table>{rows}</table>"
    drawn = base64.b64encode(proof.drawn).decode()
    image = f'<p><img alt="handtekening" src="data:image/png;base64,{drawn}"></p>' if drawn else ""
    moment = proof.at.astimezone(_ZONE).strftime("%d-%m-%Y om %H:%M")
    return (
        f'<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Toestemming</title>'
        f"<style>{_STYLE}</style></head><body>{content}<h2>Ondertekening</h2>"
        f"<p>{escape(proof.signed_as)}<br>{escape(proof.who)}, casus {escape(proof.pseudonym)}<br>"
        f"{moment}, {escape(proof.method)}</p>{image}"
        f'<p class="small">Brief {escape(proof.letter)}, versie {proof.letter_version}.<br>'
        f"SHA-256 van de brief: {proof.letter_sha256}<br>"
        f"SHA-256 van wat hierboven is gelezen en geantwoord: "
        f"{hashlib.sha256(content.encode()).hexdigest()}</p></body></html>"
    )


def pdf(proof: Proof) -> bytes:
    """The page as PDF; nothing is fetched from anywhere."""
    from weasyprint import HTML

    made = HTML(string=html(proof), url_fetcher=_own_data_only).write_pdf()
    return bytes(made)


def _own_data_only(url: str, *args: object, **options: object) -> object:
    if not url.startswith("data:image/png;base64,"):
        raise ValueError("a consent page loads nothing")
    from weasyprint import default_url_fetcher

    return default_url_fetcher(url)
