"""A form as a page shows it: every item with what was typed, said before, and what is wrong."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from instruments.answers import Answer
from instruments.browser import form_as_json
from instruments.gaps import GAP_LABELS, Gap
from instruments.item import Item
from instruments.logic.evaluate import Context
from instruments.logic.parser import parse
from instruments.logic.tree import fields_of
from instruments.model import Instrument, Section
from instruments.sheet import Message, Row, form_of, read_form
from register.domain.answer_words import as_typed, words
from register.domain.calendar import shown
from register.services.contributions import Opened, Previous

Typed = Mapping[str, "str | Sequence[str]"]
GAPS = tuple((str(gap), label) for gap, label in GAP_LABELS.items())
NO_CONTROL = frozenset({"descriptive", "matrix", "group"})
NEW_ROWS = 1
MOST_BESIDE, LETTERS_BESIDE, MANY = 5, 44, 7


@dataclass(frozen=True)
class Control:
    """One item with its controls, by the names that ``instruments.sheet`` reads."""

    item: Item
    name: str
    texts: tuple[str, ...] = ()
    gap: str = ""
    remark: str = ""
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    visible: bool = True
    previous: str = ""
    previous_when: str = ""
    previous_texts: tuple[str, ...] = ()
    latest: str = ""
    rows: tuple["Control", ...] = ()
    lines: tuple[tuple[int, str, tuple["Control", ...]], ...] = ()

    @property
    def text(self) -> str:
        """What was typed, for items with one value."""
        return self.texts[0] if self.texts else ""

    @property
    def ident(self) -> str:
        """The id of the control on the page."""
        return self.name.replace(".", "-")

    @property
    def described_by(self) -> str:
        """The ids of help, warning and error texts, for people who hear the page."""
        parts = (("help", self.item.help), ("fout", self.errors), ("let-op", self.warnings))
        return " ".join(f"{self.ident}-{word}" for word, present in parts if present)

    @property
    def answered(self) -> bool:
        """Whether an answer or a reason stands in the form."""
        return bool(self.texts or self.gap)

    @property
    def gap_label(self) -> str:
        """The word of the reason that stands in the form."""
        return dict(GAPS).get(self.gap, "")

    @property
    def layout(self) -> str:
        """How the options lie: beside each other when few and short, in two columns when many."""
        labels = self.item.codes.values()
        if len(labels) <= MOST_BESIDE and sum(map(len, labels)) <= LETTERS_BESIDE:
            return "beside-each-other"
        return "two-columns" if len(labels) >= MANY else ""

    @property
    def earlier_first(self) -> bool:
        """Whether the previous answer stands beside the question from the start."""
        return self.item.vorige == "vooraf"


@dataclass(frozen=True)
class Part:
    """A section with its controls."""

    id: str
    title: str
    help: str
    controls: tuple[Control, ...]
    visible: bool
    asked: int
    answered: int


@dataclass(frozen=True)
class FormPage:
    """What the template of a form needs."""

    parts: tuple[Part, ...]
    errors: tuple[Message, ...]
    definition: str
    answered: int
    total: int
    gaps: tuple[tuple[str, str], ...] = field(default=GAPS)


def typed_from(opened: Opened) -> dict[str, str | list[str]]:
    """What stands in the form when it is opened: the draft, else the last revision."""
    if opened.draft is not None:
        return {
            name: [str(one) for one in value] if isinstance(value, list) else str(value)
            for name, value in opened.draft.items()
        }
    form = form_of(opened.instrument, opened.answers)
    for name, answer in opened.answers.items():
        if name in form and opened.instrument.fields[name].type == "date":
            form[name] = as_typed(opened.instrument.fields[name], answer)
    return form | _row_form(opened)


def form_page(
    opened: Opened,
    typed: Typed,
    *,
    today: date,
    errors: Sequence[Message] = (),
    latest: Mapping[str, Answer] | None = None,
) -> FormPage:
    """The page of a form with what was typed; ``latest`` shows what another handed in since."""
    around = replace(opened.context, today=today.isoformat())
    sheet = read_form(opened.instrument, typed, around, complete=False)
    maker = _Maker(opened, typed, sheet.visible, errors, sheet.warnings, latest or {})
    parts = tuple(
        _part(section, tuple(maker.control(item) for item in section.items))
        for section in opened.instrument.sections
    )
    definition = form_as_json(opened.instrument, today) | {
        "around": _around(opened.instrument, around)
    }
    return FormPage(
        parts,
        tuple(errors),
        json.dumps(definition),
        sum(part.answered for part in parts),
        sum(part.asked for part in parts),
    )


def refused(opened: Opened, typed: Typed, section: str, *, today: date) -> dict[str, str]:
    """ "Wil niet antwoorden" for every question of a section that shows and was left empty."""
    page = form_page(opened, typed, today=today)
    return {
        f"{control.name}__gap": str(Gap.WEIGERING)
        for part in page.parts
        if part.id == section
        for control in _asked(part.controls)
        if not control.answered
    }


def _around(instrument: Instrument, context: Context) -> dict[str, object]:
    """What the form may read besides itself, for the browser: only the fields that it does read."""
    columns = [one.branching for group in instrument.groups.values() for one in group.items]
    trees = [parse(text) for text in columns if text.strip()]
    for step in instrument.plan:
        trees += [*step.conditions, *([step.calculation] if step.calculation else [])]
    read = {(field.event, field.name) for tree in trees for field in fields_of(tree)}
    return {
        "values": {name: held for name, held in context.values.items() if (None, name) in read},
        "events": {
            event: {name: held for name, held in values.items() if (event, name) in read}
            for event, values in context.events.items()
        },
        "gaps": {name: gap for name, gap in context.gaps.items() if (None, name) in read},
        "today": context.today,
        "now": context.now,
    }


def _part(section: Section, controls: tuple[Control, ...]) -> Part:
    asked = list(_asked(controls))
    return Part(
        section.id,
        section.title,
        section.help,
        controls,
        any(control.visible for control in controls),
        len(asked),
        sum(control.answered for control in asked),
    )


def _asked(controls: Sequence[Control]) -> Iterator[Control]:
    """The questions that show and can have an answer of their own."""
    for control in controls:
        yield from _asked(control.rows)
        if control.visible and control.item.type not in (*NO_CONTROL, "calculated"):
            yield control


class _Maker:
    def __init__(
        self,
        opened: Opened,
        typed: Typed,
        visible: frozenset[str],
        errors: Sequence[Message],
        warnings: Sequence[Message],
        latest: Mapping[str, Answer],
    ) -> None:
        self.opened, self.typed, self.visible = opened, typed, visible
        self.errors, self.warnings, self.latest = errors, warnings, latest

    def control(self, item: Item) -> Control:
        earlier, when = _earlier(self.opened.previous, item)
        other = self.latest.get(item.id)
        differs = other is not None and self._texts(item.id) != _texts_of(item, other)
        return Control(
            item=item,
            name=item.id,
            texts=self._texts(item.id),
            gap=self._one(f"{item.id}__gap"),
            remark=self._one(f"{item.id}__remark"),
            errors=_texts(self.errors, item.id),
            warnings=_texts(self.warnings, item.id),
            visible=item.id in self.visible or (item.type == "matrix" and self._any_row(item)),
            previous=earlier,
            previous_when=when,
            previous_texts=_before(self.opened.previous, item) if earlier else (),
            latest=words(item, other) if differs and other is not None else "",
            rows=tuple(self.control(row) for row in item.rows),
            lines=tuple(self._lines(item)) if item.type == "group" else (),
        )

    def _any_row(self, item: Item) -> bool:
        return any(row.id in self.visible for row in item.rows)

    def _lines(self, group: Item) -> Iterator[tuple[int, str, tuple[Control, ...]]]:
        numbers = {
            int(name.split(".")[1]) for name in self.typed if name.startswith(f"{group.id}.")
        }
        for number in range(1, max(numbers, default=0) + 1 + NEW_ROWS):
            prefix = f"{group.id}.{number}"
            controls = tuple(
                Control(
                    item=column,
                    name=f"{prefix}.{column.id}",
                    texts=self._texts(f"{prefix}.{column.id}"),
                    gap=self._one(f"{prefix}.{column.id}__gap"),
                    remark=self._one(f"{prefix}.{column.id}__remark"),
                    errors=_texts(self.errors, f"{prefix}.{column.id}"),
                )
                for column in group.items
            )
            yield number, self._one(f"{prefix}.id"), controls

    def _texts(self, name: str) -> tuple[str, ...]:
        held = self.typed.get(name, "")
        several = (held,) if isinstance(held, str) else tuple(held)
        return tuple(text for text in several if text)

    def _one(self, name: str) -> str:
        found = self._texts(name)
        return found[0] if found else ""


def _row_form(opened: Opened) -> dict[str, str | list[str]]:
    form: dict[str, str | list[str]] = {}
    for group, rows in opened.rows.items():
        columns = {column.id: column for column in opened.instrument.groups[group].items}
        for number, row in enumerate(rows, start=1):
            form |= _one_row(f"{group}.{number}", columns, row)
    return form


def _one_row(prefix: str, columns: Mapping[str, Item], row: Row) -> dict[str, str | list[str]]:
    form: dict[str, str | list[str]] = {f"{prefix}.id": row.id}
    for name, answer in row.answers.items():
        if answer.gap is not None:
            form[f"{prefix}.{name}__gap"] = str(answer.gap)
        elif isinstance(answer.value, tuple):
            form[f"{prefix}.{name}"] = list(answer.value)
        elif name in columns:
            form[f"{prefix}.{name}"] = as_typed(columns[name], answer)
        if answer.remark:
            form[f"{prefix}.{name}__remark"] = answer.remark
    return form


def _earlier(previous: Previous | None, item: Item) -> tuple[str, str]:
    answer = None if previous is None else previous.answers.get(item.id)
    if previous is None or answer is None or item.vorige == "nooit":
        return "", ""
    return words(item, answer), f"{previous.wave} ({shown(previous.collected_on)})"


def _texts_of(item: Item, answer: Answer) -> tuple[str, ...]:
    if answer.gap is not None:
        return ()
    return answer.value if isinstance(answer.value, tuple) else (as_typed(item, answer),)


def _texts(messages: Sequence[Message], name: str) -> tuple[str, ...]:
    return tuple(message.text for message in messages if message.item == name)


def _before(previous: Previous | None, item: Item) -> tuple[str, ...]:
    """What the controls held at the previous wave, for "ongewijzigd"."""
    answer = None if previous is None else previous.answers.get(item.id)
    if answer is None or answer.gap is not None:
        return ()
    return tuple(text for text in _texts_of(item, answer) if not item.codes or text in item.codes)
