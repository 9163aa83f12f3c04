"""The basis of case rows: consent events from columns, or public data in a test installation.

A file states events; whether they suffice is for the consent rules. Here only: is anything stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from consent.event import NO, YES, ActingAs, EventType
from consent.party import PartyKind
from register.domain.imports import CaseRow, ConsentRow, Reject
from register.files.cells import CellFault, Coder, as_date, as_day, as_number, as_year, parts_of
from register.files.fingerprints import Marker
from register.files.mapping import Column, Consent, ConsentEvent
from register.files.rows import RowFaults
from register.files.selection import Record
from register.files.spells import case_key
from register.files.tables import plain

# Which act a file may state; what is about another event is recorded on screen only.
_TYPES = (*sorted(YES), *sorted(NO), EventType.INFORMED)
_PARTY = re.compile(r"(.+?)[ _-]?([1-9])?")
_PARTY_WORDS = {
    "jeugdige": PartyKind.YOUTH,
    "ouder": PartyKind.PARENT,
    "voogd": PartyKind.GUARDIAN_PERSON,
    "gi": PartyKind.GUARDIAN_GI,
    **{str(kind): kind for kind in PartyKind},
}
NO_BASIS = (
    "Deze rij heeft geen grondslag: er staat geen toestemming bij de casus.",
    "Vul partij, doel, briefversie en datum van de toestemming in, of laat de rij weg.",
)


def consent_columns(consent: Consent) -> set[str]:
    """Names of the columns that consent events use."""
    held = (getattr(event, name) for event in consent.events for name in ConsentEvent.model_fields)
    return {column.column for column in held if column.column}


@dataclass
class CaseReader:
    """Collects cases and their consent events over the rows of a file."""

    consent: Consent
    case: Column
    attributes: dict[str, Column]
    purposes: Mapping[str, str]
    marker: Marker
    cases: dict[str, CaseRow] = field(default_factory=dict)
    events: dict[str, ConsentRow] = field(default_factory=dict)

    def read(self, records: Iterable[Record]) -> tuple[list[Record], list[Reject]]:
        """Records of cases that have a basis, and refusals; fills `cases` and `events`."""
        readable: list[tuple[str, Record]] = []
        rejects: list[Reject] = []
        events: dict[str, list[ConsentRow]] = {}
        first: dict[str, tuple[int, dict[str, str]]] = {}
        for record in records:
            faults = RowFaults(record.line)
            key = faults.read(self.case.column, lambda: case_key(record, self.case), "")  # noqa: B023
            found = self._events(record, key, faults)
            held = self._attributes(record, faults)
            if not faults.found:
                line, known = first.setdefault(key, (record.line, held))
                for name in (name for name in held if held[name] != known[name]):
                    faults.note(
                        self.attributes[name].column,
                        f"Dit kenmerk is anders dan op regel {line} bij dezelfde casus.",
                        "Maak de rijen van deze casus gelijk.",
                    )
            if faults.found:
                rejects.extend(faults.found)
                continue
            readable.append((key, record))
            events.setdefault(key, []).extend(found)
        lawful = {
            key
            for key, held_events in events.items()
            if self.consent.public_data or any(event.type in YES for event in held_events)
        }
        for key, record in readable:
            if key not in lawful:
                rejects.append(Reject(record.line, self.case.column, *NO_BASIS))
        self._keep(lawful, first, events)
        return [record for key, record in readable if key in lawful], rejects

    def _keep(
        self,
        lawful: set[str],
        first: dict[str, tuple[int, dict[str, str]]],
        events: dict[str, list[ConsentRow]],
    ) -> None:
        for key, (line, attributes) in first.items():
            if key in lawful:
                public = self.consent.public_data
                mark = self.marker.mark("case", key, attributes, public)
                self.cases[key] = CaseRow(line, key, attributes, public, mark)
                for event in events[key]:
                    self.events.setdefault(event.fingerprint, event)

    def _events(self, record: Record, key: str, faults: RowFaults) -> list[ConsentRow]:
        found: list[ConsentRow] = []
        for event in self.consent.events:
            place = event.date.column
            found += faults.read(place, lambda: self._event(record, key, event), [])  # noqa: B023
        return found

    def _event(self, record: Record, key: str, event: ConsentEvent) -> list[ConsentRow]:
        letter, day = record.text(event.letter), record.value(event.date)
        stated = [column for column in (event.letter, event.date) if column.value is None]
        if all(record.text(column) == "" for column in stated):
            return []
        if day == "" or not letter:
            raise CellFault(
                "De toestemming is half ingevuld.",
                "Vul briefversie én datum in, of geen van beide.",
            )
        purposes = parts_of(record.text(event.purpose), " ,;+")
        if not purposes or not set(purposes) <= set(self.purposes):
            known = ", ".join(self.purposes)
            raise CellFault("Dit doel kent het protocol niet.", f"Kies uit {known}.")
        party = _party(record, event.party)
        type_ = _word(record, event.type, _TYPES)
        acting = _word(record, event.acting_as, tuple(ActingAs))
        on = as_day(day)
        return [
            ConsentRow(
                record.line, key, party, acting, purpose, type_, letter, on,
                self.marker.mark(
                    "consent", key, party, acting, purpose, type_, letter, on.isoformat()
                ),
            )
            for purpose in dict.fromkeys(purposes)
        ]  # fmt: skip

    def _attributes(self, record: Record, faults: RowFaults) -> dict[str, str]:
        held: dict[str, str] = {}
        for name, column in self.attributes.items():
            held[name] = faults.read(column.column, lambda: _attribute(record, column, name), "")  # noqa: B023
        return held


def _party(record: Record, column: Column) -> str:
    """A kind of party with a number where there are more of it: "parent", "parent_2". No names."""
    text = Coder(column.codes, {}).find(record.text(column)) or record.text(column)
    found = _PARTY.fullmatch(plain(text))
    kind = _PARTY_WORDS.get(found[1]) if found else None
    if found is None or kind is None:
        raise CellFault(
            "Deze partij bestaat niet.",
            "Schrijf jeugdige, ouder 1, ouder 2, voogd of GI; nooit een naam.",
        )
    return f"{kind}_{found[2]}" if found[2] else str(kind)


def _word(record: Record, column: Column, words: tuple[str, ...]) -> str:
    text = record.text(column)
    coder = Coder(column.codes, {word: word for word in words})
    found = coder.code(text, "consent.events")
    if found not in words:
        raise CellFault("Deze waarde bestaat niet.", f"Kies uit {', '.join(words)}.")
    return found


def _attribute(record: Record, column: Column, name: str) -> str:
    text = record.text(column)
    if not text:
        return ""
    value = record.value(column)
    if column.codes:
        return Coder(column.codes, {}).code(text, f"attributes.{name}.codes")
    if column.take in ("number", "integer"):
        number = as_number(value)
        return f"{number:.12g}"
    if column.take == "year":
        return str(as_year(value))
    return as_date(value).text if column.take in ("date", "month") else text
