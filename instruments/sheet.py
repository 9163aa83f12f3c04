"""A filled-in form, read by its definition: answers, errors, warnings, and what counts.

Names of the controls: ``<item>`` (a list for multiple choice), ``<item>__gap``, ``<item>__remark``;
in row n of a repeated group ``<group>.<n>.<column>`` with the same endings, and ``<group>.<n>.id``
for a row that exists already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from instruments.answers import Answer, Answers
from instruments.entry import Entry, EntryError, clean, outside, read
from instruments.frozen import FrozenMap
from instruments.gaps import Gap
from instruments.item import Item
from instruments.logic.evaluate import Context
from instruments.model import Instrument
from instruments.visibility import Worked, visible_columns, worked

Form: TypeAlias = Mapping[str, "str | Sequence[str]"]
_NO_ANSWER = frozenset({"calculated", "descriptive", "matrix", "group"})


@dataclass(frozen=True)
class Message:
    """What is wrong or unusual at one control, in Dutch, with what would be right."""

    item: str
    text: str


@dataclass(frozen=True)
class Row:
    """One row of a repeated group; ``id`` is empty for a row that is new."""

    id: str
    answers: FrozenMap[Answer]


@dataclass(frozen=True)
class Sheet:
    """What a form holds.

    ``answers``: every readable answer, those of hidden items included, and the calculated values;
    ``visible``: ids that show, so that count; ``rows``: rows per repeated group, in order.
    """

    answers: FrozenMap[Answer]
    errors: tuple[Message, ...]
    warnings: tuple[Message, ...]
    visible: frozenset[str]
    rows: FrozenMap[tuple[Row, ...]]

    @property
    def counting(self) -> FrozenMap[Answer]:
        """The answers of the items that show."""
        return FrozenMap((item, one) for item, one in self.answers.items() if item in self.visible)


def read_form(
    instrument: Instrument, form: Form, context: Context | None = None, *, complete: bool = True
) -> Sheet:
    """The sheet in a form.

    ``context`` brings today, other waves and fields of ``elsewhere``. Without ``complete`` (a
    concept, an autosave) required items may still be empty. Never raises for what was typed.
    """
    return _Reading(instrument, form, context or Context(), complete).sheet()


class _Reading:
    def __init__(
        self, instrument: Instrument, form: Form, context: Context, complete: bool
    ) -> None:
        self.instrument, self.form = instrument, form
        self.context, self.complete = context, complete
        self.today = date.fromisoformat(context.today) if context.today else None
        self.beside: dict[str, frozenset[str]] = {}
        for section in instrument.sections:
            together = frozenset(name.id for item in section.items for name in item.fields())
            for item in section.items:
                own = (*item.fields(), *item.items)
                self.beside |= dict.fromkeys((one.id for one in own), together)
        self.answers: dict[str, Answer] = {}
        self.errors: list[Message] = []
        self.warnings: list[Message] = []

    def sheet(self) -> Sheet:
        wrong: dict[str, str] = {}
        unusual: dict[str, tuple[str, ...]] = {}
        for item in self.instrument.fields.values():
            if item.type in _NO_ANSWER:
                continue
            try:
                entry = self._entry(item, item.id)
            except EntryError as error:
                wrong[item.id] = str(error)
                continue
            if entry is not None:
                self.answers[item.id] = entry.answer
                unusual[item.id] = entry.warnings
        result = worked(self.instrument, self.answers, self.context)
        for item in self.instrument.fields.values():
            self._say(item, result, wrong.get(item.id, ""), unusual.get(item.id, ()))
        rows = {name: tuple(self._rows(group, result)) for name, group in self._groups(result)}
        for name, value in result.calculated.items():
            self.answers[name] = Answer(value)
            unlikely = outside(self.instrument.fields[name], value)
            if unlikely:
                self.warnings.append(Message(name, unlikely))
        self._rankings(result)
        ordered = [n for n in self.instrument.fields if n in self.answers]
        return Sheet(
            FrozenMap((name, self.answers[name]) for name in ordered),
            tuple(self.errors),
            tuple(self.warnings),
            result.visible,
            FrozenMap(rows),
        )

    def _typed(self, name: str) -> tuple[str, ...]:
        held = self.form.get(name, "")
        several = (held,) if isinstance(held, str) else held
        return tuple(text.strip() for text in several if text.strip())

    def _entry(self, item: Item, name: str) -> Entry | None:
        typed, reason = self._typed(name), " ".join(self._typed(f"{name}__gap"))
        remark = " ".join(self._typed(f"{name}__remark"))
        if typed and reason:
            raise EntryError(
                "Er staat een antwoord én een reden dat het ontbreekt. Kies één van beide."
            )
        if reason:
            if reason not in {str(gap) for gap in Gap}:
                raise EntryError("Kies een reden uit de lijst.")
            return Entry(Answer(gap=Gap(reason), remark=clean(remark, "note")))
        return read(item, typed, remark, self.today) if typed else None

    def _say(self, item: Item, result: Worked, wrong: str, unusual: tuple[str, ...]) -> None:
        shows = item.id in result.visible
        if wrong and shows:
            self.errors.append(Message(item.id, wrong))
        elif wrong:
            hidden = "Deze vraag is nu niet nodig; wat er stond was niet leesbaar en vervalt."
            self.warnings.append(Message(item.id, hidden))
        elif shows:
            self.warnings.extend(Message(item.id, text) for text in unusual)
            if item.type not in _NO_ANSWER:
                self._require(item, item.id, item.id in self.answers)

    def _begun(self, item: Item) -> bool:
        """Whether an item can be missed: not where its whole extra part was skipped."""
        if item.part != "extra":
            return True
        beside = self.beside.get(item.id, frozenset())
        return any(name in self.answers for name in beside)

    def _require(self, item: Item, name: str, present: bool) -> None:
        if self.complete and item.required and not present and self._begun(item):
            self.errors.append(
                Message(name, "Deze vraag is nog leeg. Geef een antwoord of een reden.")
            )

    def _groups(self, result: Worked) -> Iterator[tuple[str, Item]]:
        for name, group in self.instrument.groups.items():
            if name in result.visible:
                yield name, group

    def _rows(self, group: Item, result: Worked) -> Iterator[Row]:
        start = re.compile(rf"^{group.id}\.([0-9]{{1,4}})\.")
        found = {int(m[1]) for name in self.form if (m := start.match(name))}
        count = 0
        for number in sorted(found):
            row = self._row(group, f"{group.id}.{number}", result)
            if row is not None:
                count += 1
                yield row
        self._require(group, group.id, count > 0)

    def _row(self, group: Item, prefix: str, result: Worked) -> Row | None:
        """One row, or None when nothing was typed in it."""
        answers: dict[str, Answer] = {}
        faults: list[Message] = []
        for column in group.items:
            if column.type in _NO_ANSWER:
                continue
            name = f"{prefix}.{column.id}"
            try:
                entry = self._entry(column, name)
            except EntryError as error:
                faults.append(Message(name, str(error)))
                continue
            if entry is not None:
                answers[column.id] = entry.answer
                self.warnings.extend(Message(name, text) for text in entry.warnings)
        known = " ".join(self._typed(f"{prefix}.id"))
        if not answers and not faults and not known:
            return None
        wrong = {fault.item for fault in faults}
        shown = visible_columns(group, answers, result.context)
        seen = {f"{prefix}.{name}" for name in shown}
        self.errors.extend(fault for fault in faults if fault.item in seen)
        for column in group.items:
            name = f"{prefix}.{column.id}"
            if column.id in shown and name not in wrong and column.type not in _NO_ANSWER:
                self._require(column, name, column.id in answers)
        return Row(known, FrozenMap(answers))

    def _rankings(self, result: Worked) -> None:
        for item in self.instrument.items():
            if not item.ranking or item.id not in result.visible:
                continue
            seen: set[str] = set()
            for row in item.rows:
                answer = self.answers.get(row.id)
                code = str(answer.value) if answer is not None and answer.value is not None else ""
                if code and code in seen:
                    self.errors.append(Message(row.id, "Elke keuze mag maar één keer."))
                seen.add(code)


def form_of(instrument: Instrument, answers: Answers) -> dict[str, str | list[str]]:
    """The form that shows these answers: the way back of `read_form` (without group rows)."""
    form: dict[str, str | list[str]] = {}
    for name, answer in answers.items():
        item = instrument.fields.get(name)
        if item is None or item.type in _NO_ANSWER:
            continue
        if answer.gap is not None:
            form[f"{name}__gap"] = str(answer.gap)
        elif isinstance(answer.value, tuple):
            form[name] = list(answer.value)
        else:
            form[name] = shown_value(item, answer)
        if answer.remark:
            form[f"{name}__remark"] = answer.remark
    return form


def shown_value(item: Item, answer: Answer) -> str:
    """A value as it is typed in the form: decimal comma, dd-mm-jjjj, canonical partial dates."""
    value = answer.value
    if isinstance(value, float):
        text = f"{Decimal(repr(value)):f}"
        return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
    if item.type == "date" and answer.precision == "dag":
        text = str(value)
        day = "-".join(reversed(text.rstrip("~").split("-")))
        return day + ("~" if text.endswith("~") else "")
    return str(value)
