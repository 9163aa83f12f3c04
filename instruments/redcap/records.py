"""REDCap record files (flat and EAV) as neutral rows of answers; a service places them in waves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from instruments.answers import Answer
from instruments.entry import EntryError, read
from instruments.frozen import FrozenMap
from instruments.gaps import Gap
from instruments.item import Item
from instruments.model import Instrument
from instruments.redcap.layout import (
    ADDED,
    EVENT,
    INSTANCE,
    REPEAT,
    Layout,
    Place,
    checkbox_column,
    is_eav,
    layout,
    lowered,
)
from instruments.redcap.report import RedcapError, Report
from instruments.redcap.table import Table, read_table

MISSING_CODES: Final[Mapping[str, Gap]] = {
    "-99": Gap.NIET_GEVRAAGD,
    "-98": Gap.ONBEKEND,
    "-97": Gap.WEIGERING,
    "-96": Gap.NVT,
    "-95": Gap.VERLOREN,
    "-94": Gap.VERZET,
}
"""Missing-data codes where a project names none of its own."""

STATUS: Final = {"0": "niet_klaar", "1": "te_controleren", "2": "klaar"}
_YES, _NO = frozenset({"yes", "ja", "true", "1"}), frozenset({"no", "nee", "false", "0"})
_UNREAD = "dit is geen antwoord op deze vraag; niet overgenomen"

Key = tuple[str, str, str, int]
Cells = dict[str, str]


@dataclass(frozen=True)
class FormRow:
    """One filled-in form of one record: ``instance`` is 0 where nothing repeats.

    ``event`` is REDCap's unique event name (or ""), ``status`` one of `STATUS` or "", ``stamp``
    the survey's time of completion as text or "", ``line`` the first line of the file (the header
    is 1) on which this record, event and instance stand.
    """

    record: str
    event: str
    repeat: str
    instance: int
    instrument: str
    answers: FrozenMap[Answer]
    status: str = ""
    stamp: str = ""
    line: int = 0


@dataclass(frozen=True)
class Records:
    """What a record file held; the report names every field that could not be taken over."""

    rows: tuple[FormRow, ...]
    report: Report


def read_records(
    source: Path | bytes,
    instruments: Iterable[Instrument],
    *,
    missing_codes: Mapping[str, Gap] = MISSING_CODES,
) -> Records:
    """The forms of a record file with their answers, in the order of the file.

    The first column of a flat file is the record. Codes and labels are both understood. The report
    never holds a value. Raises `RedcapError` where the file is no record file.
    """
    known = tuple(instruments)
    table = read_table(source)
    report = Report(table.encoding, len(table.header))
    where = layout(known, missing_codes)
    if is_eav(table.header):
        rows = _of_eav(table.rows, where)
    else:
        rows = _of_flat(table.header, table.rows)
    reader = _Reader(where, missing_codes, report)
    lines = first_lines(table)
    found = [
        replace(form, line=lines[key])
        for key, row in rows.items()
        for form in reader.forms(key, row)
    ]
    if not found and table.rows:
        raise RedcapError(
            "Geen enkele kolom hoort bij deze vragenlijsten. "
            "Lees eerst het codeboek (Data Dictionary) van hetzelfde project in."
        )
    report.fields = sum(len(form.answers) for form in found)
    return Records(tuple(found), report)


def first_lines(table: Table) -> dict[Key, int]:
    """The first line on which each record, event, repeated form and instance stands."""
    first = "record" if is_eav(table.header) else table.header[0].strip().lower()
    found: dict[Key, int] = {}
    for line, raw in enumerate(table.rows, start=2):
        found.setdefault(key_of(lowered(raw), first), line)
    return found


def _of_flat(header: tuple[str, ...], rows: Iterable[Mapping[str, str]]) -> dict[Key, Cells]:
    first = header[0].strip().lower()
    found: dict[Key, Cells] = {}
    for raw in rows:
        cells = lowered(raw)
        filled = {name: cell for name, cell in cells.items() if cell and name not in ADDED}
        filled.pop(first, None)
        found.setdefault(key_of(cells, first), {}).update(filled)
    return found


def _of_eav(rows: Iterable[Mapping[str, str]], where: Layout) -> dict[Key, Cells]:
    record_field = next(iter(where.fields), "")  # REDCap's first field is the record
    found: dict[Key, Cells] = {}
    for raw in rows:
        cells = lowered(raw)
        name, value = cells["field_name"].lower(), cells["value"]
        held = found.setdefault(key_of(cells, "record"), {})
        place = where.fields.get(name)
        if place is not None and place.item.type == "multichoice":
            held[checkbox_column(name, value)] = "1"
        elif value and name != record_field:
            held[name] = value
    return found


def key_of(cells: Mapping[str, str], record: str) -> Key:
    """Record, event, repeated form and instance of a row by lower-case column name."""
    if not cells.get(record):
        raise RedcapError("Een regel heeft geen record. Vul de eerste kolom op elke regel.")
    instance = cells.get(INSTANCE, "")
    number = int(instance) if instance.isascii() and instance.isdigit() else 0
    return (cells[record], cells.get(EVENT, ""), cells.get(REPEAT, "").lower(), number)


class _Reader:
    def __init__(self, where: Layout, codes: Mapping[str, Gap], report: Report) -> None:
        self.where, self.codes, self.report = where, codes, report

    def forms(self, key: Key, row: Cells) -> Iterator[FormRow]:
        """The forms of one row, each with what was answered in it."""
        record, event, repeat, instance = key
        answers: dict[str, dict[str, Answer]] = {}
        status: dict[str, str] = {}
        stamps: dict[str, str] = {}
        chosen: dict[str, tuple[Place, list[Place]]] = {}
        for name, cell in row.items():
            place = self.where.places.get(name)
            if place is None:
                self._other(name, cell, status, stamps)
            elif place.item.type == "multichoice":
                ticked = chosen.setdefault(place.item.id, (place, []))[1]
                if self._ticked(place, cell):
                    ticked.append(place)
            else:
                self._put(answers, place, self._answer(place, cell))
        for place, ticked in chosen.values():
            self._put(answers, place, _of_ticks(ticked, self.codes))
        for form in dict.fromkeys([*answers, *status, *stamps]):
            held = FrozenMap(answers.get(form, {}))
            if held or status.get(form) in ("te_controleren", "klaar"):
                yield FormRow(
                    record,
                    event,
                    repeat,
                    instance,
                    form,
                    held,
                    status.get(form, ""),
                    stamps.get(form, ""),
                )

    def _put(
        self, answers: dict[str, dict[str, Answer]], place: Place, answer: Answer | None
    ) -> None:
        if answer is not None:
            answers.setdefault(place.instrument.id, {})[place.item.id] = answer

    def _other(self, name: str, cell: str, status: dict[str, str], stamps: dict[str, str]) -> None:
        if name in self.where.status:
            words = {"incomplete": "0", "unverified": "1", "complete": "2"}
            code = words.get(cell.lower(), cell)
            status[self.where.status[name].id] = STATUS.get(code, "")
        elif name in self.where.stamps:
            stamps[self.where.stamps[name].id] = cell
        elif name in self.where.calculated:
            self.report.add("–", name, "waarde", "een berekende waarde wordt opnieuw berekend")
        elif name in self.where.files:
            self.report.add("–", name, "waarde", "een bestand wordt niet overgenomen")
        elif name not in self.where.fields:
            self.report.add("–", name, "kolom", "deze kolom hoort bij geen enkele vraag")

    def _ticked(self, place: Place, cell: str) -> bool:
        word = cell.lower()
        if word in ("checked", *_YES) or cell == place.item.codes.get(place.code):
            return True
        if word not in ("unchecked", *_NO):
            self._say(place, _UNREAD)
        return False

    def _answer(self, place: Place, cell: str) -> Answer | None:
        item = place.item
        if cell in self.codes and cell not in item.codes:
            return Answer(gap=self.codes[cell])
        typed = _code(item, cell) if item.coded else cell
        try:
            return read(item, [typed]).answer
        except EntryError:
            pass
        try:
            loose = replace(item, min="", max="", decimals=None, precision=_ANY, format="")
            answer = read(loose, [typed]).answer
        except EntryError:
            self._say(place, _UNREAD)
            return None
        self._say(place, "buiten de grens of vorm van deze vraag; wel overgenomen")
        return answer

    def _say(self, place: Place, message: str) -> None:
        self.report.add(place.instrument.id, place.item.id, "waarde", message)


_ANY = ("dag", "maand", "seizoen", "jaar", "geschat")


def _of_ticks(ticked: list[Place], codes: Mapping[str, Gap]) -> Answer | None:
    gaps = [codes[place.code] for place in ticked if place.gap]
    chosen = {place.code for place in ticked if not place.gap}
    if chosen:
        item = ticked[0].item
        return Answer(tuple(code for code in item.codes if code in chosen))
    return Answer(gap=gaps[0]) if gaps else None


def _code(item: Item, cell: str) -> str:
    """The code of a code or a label; the cell itself where it is neither."""
    if cell in item.codes:
        return cell
    if item.type == "yesno":
        return "1" if cell.lower() in _YES else "0" if cell.lower() in _NO else cell
    return next((code for code, label in item.codes.items() if label == cell), cell)
