"""REFI-QDA: round trips, and the ways in which other tools write the same thing differently."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from register.files.fingerprints import Marker
from register.files.refimodel import plain_guid
from register.files.refiqda import (
    Code,
    CodeBook,
    CodeSet,
    Coding,
    Project,
    RefiCase,
    RefiVariable,
    Selection,
    TextSource,
    guid_of,
    read_codebook,
    read_project,
    write_codebook,
    write_project,
)
from register.files.refused import FileRefused
from tests.support.sheets import KEY

MARKER = Marker(KEY)


def guid(name: str) -> str:
    return guid_of(MARKER, "proef", name)


TEXT = "Ik 😀 voelde me gehoord.\nDaarna niet meer — “nooit”.\n"
BOOK = CodeBook(
    (
        Code(guid("dynamiek"), "dynamiek", "Zeven dynamieken", "#0072b2", codable=False, children=(
            Code(guid("erkenning"), "erkenning", "Wie ziet mij?"),
            Code(guid("invloed"), "invloed"),
        )),
        Code(guid("draad"), "rode draad: wachten"),
    ),
    (CodeSet(guid("set"), "kern", (guid("erkenning"), guid("draad"))),),
)  # fmt: skip
PROJECT = Project(
    "Leren van casuïstiek",
    (guid("coder1"), guid("coder2")),
    BOOK,
    (RefiVariable(guid("meting"), "meting"), RefiVariable(guid("leeftijd"), "leeftijd", "Integer")),
    (RefiCase(guid("zaak"), "7K3F-9QXM", {guid("meting"): "T6", guid("leeftijd"): "14"},
              (guid("bron"),)),),
    (
        TextSource(
            guid("bron"), "interview", TEXT,
            (
                Selection(guid("s1"), 3, 4, (Coding(guid("c1"), guid("draad"), guid("coder1")),)),
                Selection(guid("s2"), 5, 23, (
                    Coding(guid("c2"), guid("erkenning"), guid("coder1")),
                    Coding(guid("c3"), guid("erkenning"), guid("coder2")),
                )),
            ),
            (Coding(guid("c4"), guid("draad"), guid("coder2")),),
            {guid("meting"): "T6"},
        ),
        TextSource(guid("bron2"), "interview", "Zelfde naam."),
    ),
)  # fmt: skip


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_a_project_comes_back_as_it_went() -> None:
    back = read_project(write_project(PROJECT))
    assert back.notices == ()
    assert back.project.sources[1].name == "interview (2)"
    renamed = Project(**{**vars(PROJECT), "sources": back.project.sources})
    assert back.project == renamed
    assert back.project.sources[0] == PROJECT.sources[0]


def test_a_codebook_comes_back_as_it_went() -> None:
    assert read_codebook(write_codebook(BOOK)) == BOOK
    assert read_codebook(b"\xef\xbb\xbf" + write_codebook(BOOK)) == BOOK


def test_an_emoji_is_one_position() -> None:
    source = read_project(write_project(PROJECT)).project.sources[0]
    words = [source.text[one.start : one.end] for one in source.selections]
    assert words == ["😀", "voelde me gehoord."]


def test_nothing_that_tells_of_people_or_machines_is_written() -> None:
    parts = parts_of(write_project(PROJECT))
    root = ET.fromstring(parts["project.qde"])
    attributes = {name for element in root.iter() for name in element.attrib}
    assert attributes == {
        "name", "guid", "isCodable", "color", "typeOfVariable", "plainTextPath", "startPosition",
        "endPosition", "creatingUser", "targetGUID",
    }  # fmt: skip
    users = [element.get("name") for element in root.iter() if element.tag.endswith("User")]
    assert users == ["C1", "C2"]
    assert write_project(PROJECT) == write_project(PROJECT)


# Children in the order of the schema (QDA-XML 1.0); tools refuse another order.
ORDER = {
    "Project": ["Users", "CodeBook", "Variables", "Cases", "Sources", "Sets"],
    "Code": ["Description", "Code"],
    "Case": ["VariableValue", "SourceRef"],
    "TextSource": ["PlainTextSelection", "Coding", "VariableValue"],
    "PlainTextSelection": ["Coding"],
    "Coding": ["CodeRef"],
    "VariableValue": ["VariableRef", "TextValue", "IntegerValue"],
}


def test_elements_stand_in_the_order_of_the_standard() -> None:
    root = ET.fromstring(parts_of(write_project(PROJECT))["project.qde"])
    for element in root.iter():
        tag = element.tag.split("}")[1]
        if tag in ORDER:
            places = [ORDER[tag].index(child.tag.split("}")[1]) for child in element]
            assert places == sorted(places), tag


def written_by_another(
    text: bytes,
    passages: list[tuple[int, int, str]],
    *,
    origin: str = "Tool",
    project: str = "project.qde",
    folder: str = "sources",
    brace: bool = False,
    content: str | None = None,
) -> bytes:
    """A small project as some other tool writes it."""

    def shown(name: str) -> str:
        return "{" + guid(name).upper() + "}" if brace else guid(name)

    selections = "".join(
        f'<PlainTextSelection guid="{shown(f"p{at}")}" startPosition="{start}" endPosition="{end}" '
        f'name="{name}"><Coding guid="{shown(f"k{at}")}"><CodeRef targetGUID="{guid("code")}"/>'
        "</Coding></PlainTextSelection>"
        for at, (start, end, name) in enumerate(passages)
    )
    path = "" if content is not None else f' plainTextPath="internal://{guid("b").upper()}.txt"'
    inner = f"<PlainTextContent>{content}</PlainTextContent>" if content is not None else ""
    xml = (
        '<?xml version="1.0" encoding="utf-8"?><Project xmlns="urn:QDA-XML:project:1.0" name="P" '
        f'origin="{origin}"><CodeBook><Codes><Code guid="{shown("code")}" name="c" '
        f'isCodable="true"/></Codes></CodeBook><Sources><TextSource guid="{shown("b")}" name="b"'
        f"{path}>{inner}{selections}</TextSource></Sources></Project>"
    )
    return zipped({project: xml.encode(), f"{folder}/{guid('b')}.txt": text})


def words_of(data: bytes) -> list[str]:
    (source,) = read_project(data).project.sources
    return [source.text[one.start : one.end] for one in source.selections]


WINDOWS = b"Eerste regel\r\nTweede regel\r\nDerde"


@pytest.mark.parametrize(
    ("what", "data"),
    [
        ("line ends count two",
         written_by_another(WINDOWS, [(14, 20, "Tweede"), (28, 33, "Derde")])),
        ("line ends count one, by its words",
         written_by_another(WINDOWS, [(13, 19, "Tweede"), (26, 31, "Derde")])),
        ("line ends count one, by habit of Atlas.ti",
         written_by_another(WINDOWS, [(13, 19, ""), (26, 31, "")], origin="ATLAS.ti 23")),
        ("line ends count two, by habit of others",
         written_by_another(WINDOWS, [(14, 20, ""), (28, 33, "")])),
        ("the byte order mark does not count",
         written_by_another(b"\xef\xbb\xbf" + WINDOWS, [(14, 20, "Tweede"), (28, 33, "Derde")])),
        ("the byte order mark counts",
         written_by_another(b"\xef\xbb\xbf" + WINDOWS, [(15, 21, "Tweede"), (29, 34, "Derde")])),
        ("the last position is included",
         written_by_another(WINDOWS, [(14, 19, "Tweede"), (28, 32, "Derde")])),
        ("the text stands in the XML",
         written_by_another(b"", [(13, 19, "Tweede"), (26, 31, "Derde")],
                            content="Eerste regel\r\nTweede regel\r\nDerde")),
    ],
)  # fmt: skip
def test_every_way_of_counting_gives_the_same_words(what: str, data: bytes) -> None:
    assert words_of(data) == ["Tweede", "Derde"], what


@pytest.mark.parametrize("project", ["project.qde", "Project.qde", "PROJECT.QDE"])
@pytest.mark.parametrize("folder", ["sources", "Sources"])
@pytest.mark.parametrize("brace", [False, True])
def test_names_are_found_whatever_their_case_and_guids_with_or_without_braces(
    project: str, folder: str, brace: bool
) -> None:
    data = written_by_another(WINDOWS, [(14, 20, "Tweede")], project=project, folder=folder,
                              brace=brace)  # fmt: skip
    read = read_project(data)
    assert words_of(data) == ["Tweede"]
    assert read.project.codebook.codes[0].guid == guid("code")
    assert read.project.sources[0].selections[0].codings[0].code == guid("code")
    assert read.notices == ()


def test_a_passage_outside_its_text_is_named_and_left_out() -> None:
    read = read_project(written_by_another(b"kort", [(0, 4, ""), (2, 99, ""), (3, 1, "")]))
    assert words_of(written_by_another(b"kort", [(0, 4, "")])) == ["kort"]
    assert len(read.project.sources[0].selections) == 1
    assert read.notices == ("2 passages liggen buiten hun tekst en zijn niet overgenomen.",)


def test_what_is_not_taken_over_is_named() -> None:
    parts = parts_of(written_by_another(b"kort", [(0, 4, "")]))
    extra = b'<PDFSource guid="x" name="y"/><AudioSource guid="z"/></Sources>'
    parts["project.qde"] = parts["project.qde"].replace(b"</Sources>", extra)
    assert read_project(zipped(parts)).notices == (
        "Niet overgenomen: 1 pdf-bronnen.",
        "Niet overgenomen: 1 geluidsbronnen.",
    )


def test_a_text_that_stands_elsewhere_is_named() -> None:
    parts = parts_of(written_by_another(b"kort", [(0, 4, "")]))
    parts["project.qde"] = parts["project.qde"].replace(b"internal://", b"absolute:///C:/")
    read = read_project(zipped(parts))
    assert read.project.sources == ()
    assert "1 tekstbronnen staat de tekst niet" in read.notices[0]


def test_a_coding_with_a_code_that_does_not_exist_is_named() -> None:
    parts = parts_of(written_by_another(b"kort", [(0, 4, "")]))
    parts["project.qde"] = parts["project.qde"].replace(
        f'Code guid="{guid("code")}"'.encode(), b'Code guid="ander"'
    )
    assert "1 coderingen verwijzen" in read_project(zipped(parts)).notices[0]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"geen zip", "geen geldig ZIP"),
        (zipped({"iets.xml": b"<x/>"}), "ontbreekt project.qde"),
        (zipped({"project.qde": b"<x/>"}), "bevat geen project"),
        (zipped({"project.qde": b"<x"}), "geen geldige XML"),
        (zipped({"project.qde": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}), "DOCTYPE"),
        (zipped({"../project.qde": b"<x/>"}), "buiten zijn eigen map"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_dutch(data: bytes, said: str) -> None:
    with pytest.raises(FileRefused, match=said):
        read_project(data)


def test_a_project_is_not_taken_for_a_codebook() -> None:
    with pytest.raises(FileRefused, match="geen codeboek"):
        read_codebook(parts_of(write_project(PROJECT))["project.qde"])


def test_guids_are_stable_with_the_key_and_strange_without_it() -> None:
    assert guid("a") == guid("a") != guid("b")
    assert guid_of(Marker(bytes(32)), "proef", "a") != guid("a")
    assert plain_guid("{ABC-1}") == "abc-1"


texts = st.text(st.characters(codec="utf-8", exclude_characters="\r\ufeff\x00"), max_size=60)


@settings(max_examples=50)
@given(text=texts, data=st.data())
def test_any_text_and_passages_come_back(text: str, data: st.DataObject) -> None:
    ends = st.integers(0, len(text))
    pairs = data.draw(st.lists(st.tuples(ends, ends).map(sorted), max_size=4))
    held = tuple(
        Selection(guid(f"{at}"), start, end, (Coding(guid(f"c{at}"), guid("draad")),))
        for at, (start, end) in enumerate(pairs)
    )
    source = TextSource(guid("t"), "t", text, held)
    back = read_project(write_project(Project("p", codebook=BOOK, sources=(source,))))
    (found,) = back.project.sources
    assert found.text == text
    assert set(found.selections) == set(held)


@settings(max_examples=50)
@given(
    lines=st.lists(st.text("ab😀é ", max_size=8), min_size=1, max_size=6),
    mark=st.booleans(),
    data=st.data(),
)
def test_positions_in_windows_text_point_at_the_same_words(
    lines: list[str], mark: bool, data: st.DataObject
) -> None:
    raw = "\r\n".join(lines)
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, len(raw)))
    wanted = raw[start:end].replace("\r\n", "\n").strip("\r")
    file = written_by_another(("\ufeff" * mark + raw).encode(), [(start, end, "")])
    (found,) = words_of(file)
    assert found.strip("\n") == wanted.strip("\n")
