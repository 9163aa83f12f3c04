"""Shipped information letters: one file per audience, language and version.

All are **drafts**: a METC and an FG must approve them before anybody signs. A shipped version is
never changed: ``SHA256SUMS`` holds the hash of each text, and a change asks for a new version.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import yaml

from consent.letter import AUDIENCE_WORDS, Audience, LetterVersion

DRAFT = "Concept: eerst goed te keuren door de METC en de functionaris gegevensbescherming (FG)."


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """One purpose with its own yes or no; ``about`` says whether for the youth or for oneself."""

    purpose: str
    version: int
    about: str
    ask: str
    text: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as data: sections to read, then questions to answer one by one."""

    audience: Audience
    language: str
    version: int
    title: str
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]

    @property
    def id(self) -> str:
        return f"{self.audience}-{self.language}-{self.version}"

    @property
    def sha256(self) -> str:
        """Of the text as shown, in UTF-8: what the signatory read."""
        return hashlib.sha256(markdown(self).encode()).hexdigest()

    def version_for(
        self, valid_from: date, approved_on: date | None = None, *, reopens: bool = False
    ) -> LetterVersion:
        """The ledger's version of this letter, valid from a day on."""
        return LetterVersion(
            self.id,
            self.audience,
            self.language,
            self.version,
            self.sha256,
            valid_from,
            tuple(dict.fromkeys((q.purpose, q.version) for q in self.questions)),
            approved_on=approved_on,
            reopens=reopens,
        )


@cache
def available() -> tuple[Letter, ...]:
    """Every shipped letter, by audience, language and version."""
    folder = resources.files(__package__)
    found = [
        _letter(yaml.load(item.read_text("utf-8"), Loader=yaml.BaseLoader))
        for item in folder.iterdir()
        if item.name.endswith(".yaml")
    ]
    order = list(Audience)
    return tuple(sorted(found, key=lambda x: (order.index(x.audience), x.language, x.version)))


def letter(audience: Audience, language: str = "nl", version: int | None = None) -> Letter:
    """One letter, by default its newest version; LookupError names what there is."""
    found = [
        x
        for x in available()
        if x.audience is audience
        and x.language == language
        and (version is None or x.version == version)
    ]
    if not found:
        names = ", ".join(x.id for x in available())
        raise LookupError(f"no such letter is shipped; choose one of: {names}")
    return found[-1]


def text(audience: Audience, language: str = "nl", version: int | None = None) -> str:
    """The letter as Markdown, marked as a draft."""
    return markdown(letter(audience, language, version))


def markdown(letter: Letter) -> str:
    """Title, draft mark, sections, and each question with its own yes and no."""
    parts = [f"# {letter.title}", f"*Voor {AUDIENCE_WORDS[letter.audience]}. {DRAFT}*"]
    parts += [f"## {s.heading}\n\n{s.text.strip()}" for s in letter.sections]
    for about, heading in (("youth", "Ja of nee"), ("self", "Ja of nee: uw eigen gegevens")):
        asked = [q for q in letter.questions if q.about == about]
        if asked:
            parts.append(f"## {heading}")
        parts += [f"**{q.ask}**  \n{q.text}\n\n☐ ja  ☐ nee" for q in asked]
    return "\n\n".join(parts) + "\n"


def shipped_hashes() -> dict[str, str]:
    """Letter id → SHA-256 as recorded when the version was shipped."""
    lines = resources.files(__package__).joinpath("SHA256SUMS").read_text("utf-8").splitlines()
    return {name: digest for digest, name in (line.split() for line in lines)}


def _letter(data: dict[str, Any]) -> Letter:
    return Letter(
        Audience(data["audience"]),
        data["language"],
        int(data["version"]),
        data["title"],
        tuple(Section(s["heading"], s["text"]) for s in data["sections"]),
        tuple(
            Question(q["purpose"], int(q.get("version", 1)), q["about"], q["ask"], q["text"])
            for q in data["questions"]
        ),
    )
