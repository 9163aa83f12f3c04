"""Writes REFI-QDA: a codebook (.qdc) or a project (.qdpx).

Nothing that tells of people or machines is written: no origin, no paths outside the file, no user
names (coders are C1, C2 …), no dates. The same project gives the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping

from lxml import etree

from register.files.refimodel import (
    CODEBOOK,
    PROJECT,
    Code,
    CodeBook,
    Coding,
    Project,
    RefiCase,
    Selection,
    TextSource,
    VariableKind,
)

_EPOCH = (1980, 1, 1, 0, 0, 0)
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_codebook(codebook: CodeBook) -> bytes:
    """A .qdc file."""
    root = etree.Element(f"{{{CODEBOOK}}}CodeBook", nsmap={None: CODEBOOK})
    _codes(_Into(root, CODEBOOK), codebook.codes)
    if codebook.sets:
        sets = _Into(root, CODEBOOK).add("Sets")
        for one in codebook.sets:
            held = sets.add("Set", guid=one.guid, name=one.name)
            for code in one.codes:
                held.add("MemberCode", guid=code)
    return _serialised(root)


def write_project(project: Project) -> bytes:
    """A .qdpx file: `project.qde` and one text per source under `sources/`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        _store(archive, "project.qde", _project_xml(project))
        for source in project.sources:
            _store(archive, f"sources/{source.guid}.txt", source.text.encode())
    return buffer.getvalue()


def _store(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    part = zipfile.ZipInfo(name, _EPOCH)
    part.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(part, content)


class _Into:
    """An element to which children are added, text cleaned of what XML cannot hold."""

    def __init__(self, element: etree._Element, space: str) -> None:
        self._element, self._space = element, space

    def add(self, tag: str, text: str = "", /, **attributes: str) -> _Into:
        """A new last child."""
        held = {name: _NOT_IN_XML.sub("", value) for name, value in attributes.items()}
        child = etree.SubElement(self._element, f"{{{self._space}}}{tag}", attrib=held)
        if text:
            child.text = _NOT_IN_XML.sub("", text)
        return _Into(child, self._space)


def _serialised(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _project_xml(project: Project) -> bytes:
    root = etree.Element(f"{{{PROJECT}}}Project", nsmap={None: PROJECT})
    root.set("name", _NOT_IN_XML.sub("", project.name))
    into = _Into(root, PROJECT)
    if project.users:
        users = into.add("Users")
        for number, guid in enumerate(project.users, 1):
            users.add("User", guid=guid, name=f"C{number}")
    if project.codebook.codes:
        _codes(into.add("CodeBook"), project.codebook.codes)
    kinds = {variable.guid: variable.kind for variable in project.variables}
    if project.variables:
        variables = into.add("Variables")
        for one in project.variables:
            variables.add("Variable", guid=one.guid, name=one.name, typeOfVariable=one.kind)
    if project.cases:
        cases = into.add("Cases")
        for case in project.cases:
            _case(cases, case, kinds)
    if project.sources:
        sources = into.add("Sources")
        for source, name in zip(project.sources, _unique(project.sources), strict=True):
            _source(sources, source, name, kinds)
    if project.codebook.sets:
        sets = into.add("Sets")
        for group in project.codebook.sets:
            held = sets.add("Set", guid=group.guid, name=group.name)
            for code in group.codes:
                held.add("MemberCode", targetGUID=code)
    return _serialised(root)


def _codes(into: _Into, codes: Iterable[Code]) -> None:
    held = into.add("Codes")
    for code in codes:
        _code(held, code)


def _code(into: _Into, code: Code) -> None:
    color = {"color": code.color} if code.color else {}
    codable = "true" if code.codable else "false"
    held = into.add("Code", guid=code.guid, name=code.name, isCodable=codable, **color)
    if code.description:
        held.add("Description", code.description)
    for child in code.children:
        _code(held, child)


def _case(into: _Into, case: RefiCase, kinds: Mapping[str, VariableKind]) -> None:
    held = into.add("Case", guid=case.guid, name=case.name)
    _values(held, case.values, kinds)
    for source in case.sources:
        held.add("SourceRef", targetGUID=source)


def _source(into: _Into, source: TextSource, name: str, kinds: Mapping[str, VariableKind]) -> None:
    path = f"internal://{source.guid}.txt"
    held = into.add("TextSource", guid=source.guid, name=name, plainTextPath=path)
    for selection in sorted(source.selections, key=lambda one: (one.start, one.end, one.guid)):
        _selection(held, selection)
    for coding in source.codings:
        _coding(held, coding)
    _values(held, source.values, kinds)


def _selection(into: _Into, selection: Selection) -> None:
    held = into.add(
        "PlainTextSelection",
        guid=selection.guid,
        startPosition=str(selection.start),
        endPosition=str(selection.end),
    )
    for coding in selection.codings:
        _coding(held, coding)


def _coding(into: _Into, coding: Coding) -> None:
    user = {"creatingUser": coding.user} if coding.user else {}
    into.add("Coding", guid=coding.guid, **user).add("CodeRef", targetGUID=coding.code)


def _values(into: _Into, values: Mapping[str, str], kinds: Mapping[str, VariableKind]) -> None:
    for guid, value in values.items():
        held = into.add("VariableValue")
        held.add("VariableRef", targetGUID=guid)
        held.add(f"{kinds[guid]}Value", value)


def _unique(sources: Iterable[TextSource]) -> list[str]:
    """Names of sources, a number behind one that was there before: some tools key on the name."""
    seen: dict[str, int] = {}
    names = []
    for source in sources:
        seen[source.name] = seen.get(source.name, 0) + 1
        times = seen[source.name]
        names.append(source.name if times == 1 else f"{source.name} ({times})")
    return names
