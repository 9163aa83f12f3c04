"""Reads REFI-QDA: codebooks (.qdc) and projects (.qdpx) of any tool that follows the standard.

Tolerant where tools differ (upper or lower case of parts, braces around GUIDs, line ends, counting
of positions); what cannot be taken over is named, never dropped in silence.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast, get_args

from lxml import etree

from register.files.archives import (
    DEFAULT_LIMITS,
    Limits,
    check_size,
    open_zip,
    parse_xml,
    read_part,
)
from register.files.refimodel import (
    Code,
    CodeBook,
    CodeSet,
    Coding,
    Project,
    RefiCase,
    RefiVariable,
    Selection,
    TextSource,
    VariableKind,
    plain_guid,
)
from register.files.refitext import Counting, Passage, counting_of, our_text
from register.files.refused import FileRefused

_NOT_TAKEN = {
    "PictureSource": "afbeeldingen", "PDFSource": "pdf-bronnen", "AudioSource": "geluidsbronnen",
    "VideoSource": "videobronnen", "Note": "notities", "Link": "verbanden", "Graph": "diagrammen",
}  # fmt: skip


@dataclass(frozen=True)
class ReadProject:
    """A project, and in Dutch what was not taken over or had to be interpreted."""

    project: Project
    notices: tuple[str, ...]


@dataclass
class _Parts:
    """The texts inside a .qdpx, found whatever the case of their names."""

    archive: zipfile.ZipFile
    names: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.names = {name.lower(): name for name in self.archive.namelist()}

    def text(self, path: str) -> str | None:
        """The text at an `internal://` path, or None when it is not in the file."""
        scheme, _, name = path.partition("://")
        if scheme.lower() != "internal":
            return None
        found = self.names.get(f"sources/{name.strip('/').lower()}")
        if found is None:
            return None
        try:
            return read_part(self.archive, found).decode("utf-8")
        except UnicodeDecodeError:
            raise FileRefused(
                "Een tekst in het bestand is niet in UTF-8.", "Bewaar het opnieuw in het programma."
            ) from None


def read_codebook(data: bytes, limits: Limits = DEFAULT_LIMITS) -> CodeBook:
    """The codebook in a .qdc file. Raises FileRefused."""
    check_size(data, limits)
    root = parse_xml(data)
    if _tag(root) != "CodeBook":
        raise FileRefused("Dit is geen codeboek (.qdc).", "Kies een codeboek, of lees het project.")
    return CodeBook(_codes(root), _sets(root))


def read_project(data: bytes, limits: Limits = DEFAULT_LIMITS) -> ReadProject:
    """The project in a .qdpx file. Raises FileRefused."""
    parts = _Parts(open_zip(data, limits))
    name = parts.names.get("project.qde")
    if name is None:
        raise FileRefused("In het bestand ontbreekt project.qde.", "Kies een .qdpx-bestand.")
    root = parse_xml(read_part(parts.archive, name))
    if _tag(root) != "Project":
        raise FileRefused("project.qde bevat geen project.", "Exporteer het project opnieuw.")
    notices: list[str] = []
    sources = _sources(root, parts, notices)
    seen = Counter(_tag(element) for element in root.iter() if isinstance(element.tag, str))
    notices += [
        f"Niet overgenomen: {seen[tag]} {words}." for tag, words in _NOT_TAKEN.items() if seen[tag]
    ]
    project = Project(
        name=root.get("name", ""),
        users=tuple(plain_guid(user.get("guid", "")) for user in _under(root, "Users", "User")),
        codebook=CodeBook(_codes(_child(root, "CodeBook")), _sets(root)),
        variables=tuple(_variable(one) for one in _under(root, "Variables", "Variable")),
        cases=tuple(_case(one) for one in _under(root, "Cases", "Case")),
        sources=sources,
    )
    return ReadProject(project, (*notices, *_dangling(project)))


def _dangling(project: Project) -> Iterator[str]:
    known = {code.guid for top in project.codebook.codes for code in top.walk()}
    used = [
        coding.code
        for source in project.sources
        for codings in (source.codings, *(one.codings for one in source.selections))
        for coding in codings
    ]
    lost = sum(code not in known for code in used)
    if lost:
        yield f"{lost} coderingen verwijzen naar een code die niet in het codeboek staat."


def _sources(root: etree._Element, parts: _Parts, notices: list[str]) -> tuple[TextSource, ...]:
    held: list[tuple[etree._Element, str]] = []
    absent = 0
    for element in _under(root, "Sources", "TextSource"):
        raw = _raw_text(element, parts)
        if raw is None:
            absent += 1
        else:
            held.append((element, raw))
    if absent:
        notices.append(f"Van {absent} tekstbronnen staat de tekst niet in het bestand.")
    passages = [(raw, [_passage(s) for s in _children(e, "PlainTextSelection")]) for e, raw in held]
    way = counting_of(passages, root.get("origin", ""))
    if way != Counting():
        notices.append("Posities zijn omgerekend: het andere programma telt tekens anders.")
    outside = 0
    found = []
    for element, raw in held:
        source, lost = _source(element, raw, way)
        found.append(source)
        outside += lost
    if outside:
        notices.append(f"{outside} passages liggen buiten hun tekst en zijn niet overgenomen.")
    return tuple(found)


def _raw_text(element: etree._Element, parts: _Parts) -> str | None:
    content = _child(element, "PlainTextContent")
    if content is not None:
        return content.text or ""
    return parts.text(element.get("plainTextPath", ""))


def _source(element: etree._Element, raw: str, way: Counting) -> tuple[TextSource, int]:
    places = way.positions(raw)
    selections: list[Selection] = []
    lost = 0
    for one in _children(element, "PlainTextSelection"):
        placed = way.place(_passage(one), places)
        if placed is None or placed[1] < placed[0]:
            lost += 1
        else:
            guid = plain_guid(one.get("guid", ""))
            selections.append(Selection(guid, *placed, _codings(one), one.get("name", "")))
    source = TextSource(
        plain_guid(element.get("guid", "")),
        element.get("name", ""),
        our_text(raw),
        tuple(selections),
        _codings(element),
        _values(element),
    )
    return source, lost


def _passage(element: etree._Element) -> Passage:
    try:
        start, end = int(element.get("startPosition", "")), int(element.get("endPosition", ""))
    except ValueError:
        start, end = -1, -1
    return Passage(start, end, element.get("name", ""))


def _codings(element: etree._Element) -> tuple[Coding, ...]:
    found = []
    for one in _children(element, "Coding"):
        reference = _child(one, "CodeRef")
        code = plain_guid(reference.get("targetGUID", "")) if reference is not None else ""
        user = plain_guid(one.get("creatingUser", ""))
        found.append(Coding(plain_guid(one.get("guid", "")), code, user))
    return tuple(found)


def _codes(parent: etree._Element | None) -> tuple[Code, ...]:
    return (
        tuple(_code(one) for one in _under(parent, "Codes", "Code")) if parent is not None else ()
    )


def _code(element: etree._Element) -> Code:
    description = _child(element, "Description")
    return Code(
        plain_guid(element.get("guid", "")),
        element.get("name", ""),
        (description.text or "").strip() if description is not None else "",
        element.get("color", ""),
        element.get("isCodable", "true").lower() in ("true", "1"),
        tuple(_code(one) for one in _children(element, "Code")),
    )


def _sets(root: etree._Element) -> tuple[CodeSet, ...]:
    found = []
    for one in _under(root, "Sets", "Set"):
        members = _children(one, "MemberCode")
        codes = tuple(plain_guid(m.get("targetGUID") or m.get("guid", "")) for m in members)
        found.append(CodeSet(plain_guid(one.get("guid", "")), one.get("name", ""), codes))
    return tuple(found)


def _variable(element: etree._Element) -> RefiVariable:
    kind = element.get("typeOfVariable", "Text")
    known = cast("VariableKind", kind) if kind in get_args(VariableKind) else "Text"
    return RefiVariable(plain_guid(element.get("guid", "")), element.get("name", ""), known)


def _case(element: etree._Element) -> RefiCase:
    sources = tuple(plain_guid(s.get("targetGUID", "")) for s in _children(element, "SourceRef"))
    guid, name = plain_guid(element.get("guid", "")), element.get("name", "")
    return RefiCase(guid, name, _values(element), sources)


def _values(element: etree._Element) -> dict[str, str]:
    values: dict[str, str] = {}
    for one in _children(element, "VariableValue"):
        reference = _child(one, "VariableRef")
        held = [child for child in one if _tag(child).endswith("Value")]
        if reference is not None and held:
            values[plain_guid(reference.get("targetGUID", ""))] = held[0].text or ""
    return values


def _tag(element: etree._Element) -> str:
    return str(etree.QName(element).localname)


def _children(element: etree._Element, tag: str) -> list[etree._Element]:
    return [child for child in element if _tag(child) == tag]


def _child(element: etree._Element, tag: str) -> etree._Element | None:
    return next(iter(_children(element, tag)), None)


def _under(root: etree._Element, group: str, tag: str) -> list[etree._Element]:
    return [one for held in _children(root, group) for one in _children(held, tag)]
