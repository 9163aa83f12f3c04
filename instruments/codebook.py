"""The readable Dutch codebook of an instrument, as data; `codebook_page` makes HTML of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from instruments import words
from instruments.burden import burden
from instruments.frozen import EMPTY, FrozenMap
from instruments.item import Item
from instruments.licence import why_no_texts
from instruments.logic import parse
from instruments.logic.wording import in_words
from instruments.model import Instrument, Scale, Section
from instruments.scoring import needed


@dataclass(frozen=True)
class Question:
    """One question as a reader meets it; texts in Dutch, empty where nothing is to be said."""

    id: str
    label: str
    kind: str
    help: str = ""
    choices: FrozenMap[str] = EMPTY
    choices_from: str = ""
    limits: str = ""
    shown_when: str = ""
    computed: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    parts: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Chapter:
    """One section: title, introduction, when it shows, whether it is extra, its questions."""

    title: str
    intro: str
    shown_when: str
    extra: bool
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class ScaleEntry:
    """One scale: how it is scored, in sentences, with its bands and source."""

    id: str
    label: str
    scored: tuple[str, ...]
    bands: tuple[tuple[str, str], ...]
    source: str
    note: str


@dataclass(frozen=True)
class Codebook:
    """Everything the codebook of one instrument says."""

    id: str
    version: str
    title: str
    facts: tuple[tuple[str, str], ...]
    note: str
    licence: str
    chapters: tuple[Chapter, ...]
    scales: tuple[ScaleEntry, ...]


def codebook(instrument: Instrument) -> Codebook:
    """The codebook of one version of one instrument."""
    return Codebook(
        instrument.id,
        instrument.version,
        instrument.title,
        _facts(instrument),
        instrument.note,
        why_no_texts(instrument),
        tuple(_chapter(instrument, section) for section in instrument.sections),
        tuple(_scale(instrument, scale) for scale in instrument.scales),
    )


def _facts(instrument: Instrument) -> tuple[tuple[str, str], ...]:
    informants = [words.INFORMANTS[name] for name in instrument.informants]
    facts = (
        ("Versie", instrument.version),
        ("Wie vertelt", ", ".join(informants)),
        ("Geschreven voor", words.AUDIENCES[instrument.audience]),
        ("Tijd", burden(instrument).in_words()),
        ("Doel", instrument.purpose),
        ("Antwoorden staan in", words.STORES[instrument.store]),
        ("Bron", instrument.source),
        ("Rechthebbende", instrument.licence.holder),
        ("Vingerafdruk", instrument.sha256[:12]),
    )
    return tuple((name, value) for name, value in facts if value)


def _chapter(instrument: Instrument, section: Section) -> Chapter:
    questions = tuple(_question(instrument.fields, item) for item in section.items)
    when = _said(section.branching, instrument.fields)
    return Chapter(section.title, section.help, when, section.part == "extra", questions)


def _question(fields: Mapping[str, Item], item: Item) -> Question:
    inner = item.rows or item.items
    # A column of a repeated group reads the other columns of its own row.
    known = {**fields, **{column.id: column for column in item.items}}
    return Question(
        item.id,
        item.label,
        words.ITEM_TYPES[item.type],
        item.help,
        EMPTY if item.matrix else FrozenMap(item.codes),
        item.choices_from,
        _limits(item),
        _said(item.branching, known),
        _said(item.calculation, known),
        () if item.type in ("descriptive", "matrix", "group") else _item_facts(item),
        tuple(_question(known, one) for one in inner),
    )


def _said(expression: str, fields: Mapping[str, Item]) -> str:
    return in_words(parse(expression), fields) if expression else ""


def _limits(item: Item) -> str:
    parts = []
    unit = f" {item.unit}" if item.unit else ""
    if item.min or item.max:
        parts.append(_range(item.min, item.max) + unit)
    elif unit:
        parts.append(f"in{unit}")
    if item.soft_min or item.soft_max:
        parts.append(f"let op bij {_beyond(item.soft_min, item.soft_max)}")
    if item.precision:
        parts.append("mag " + ", ".join(words.PRECISIONS[one] for one in item.precision))
    if item.slider_labels:
        parts.append(" … ".join(item.slider_labels))
    if item.format:
        parts.append(words.FORMATS[item.format])
    return "; ".join(parts)


def _range(lowest: str, highest: str) -> str:
    if lowest and highest:
        return f"van {_number(lowest)} tot en met {_number(highest)}"
    return f"minstens {_number(lowest)}" if lowest else f"hoogstens {_number(highest)}"


def _beyond(lowest: str, highest: str) -> str:
    below, above = f"minder dan {_number(lowest)}", f"meer dan {_number(highest)}"
    return " of ".join(said for limit, said in ((lowest, below), (highest, above)) if limit)


def _number(text: str) -> str:
    return "vandaag" if text == "today" else text.replace(".", ",")


def _item_facts(item: Item) -> tuple[tuple[str, str], ...]:
    facts = [
        ("Privacy", words.PRIVACY[item.privacy]),
        ("Gaat over", words.ABOUT[item.about]),
        ("Buiten het onderzoek", words.KNOWN_TO[item.known_to]),
        ("Vorige antwoord", words.PREVIOUS[item.vorige]),
        ("Toestemming voor", item.consent_class),
    ]
    if item.part == "extra":
        facts.append(("Deel", words.PARTS["extra"]))
    if item.required:
        facts.append(("Nodig", "antwoord of reden"))
    if item.seconds:
        facts.append(("Tijd", f"{item.seconds} seconden"))
    return tuple(facts)


def _scale(instrument: Instrument, scale: Scale) -> ScaleEntry:
    bands = tuple(
        (" ".join(filter(None, [_who(row), _band_range(row)])), row.get("label", ""))
        for row in scale.bands
    )
    return ScaleEntry(
        scale.id, scale.label or scale.id, _scored(scale), bands, scale.source, scale.note
    )


def _scored(scale: Scale) -> tuple[str, ...]:
    parts = scale.items or scale.of
    what = "vragen" if scale.items else "schalen"
    method = words.METHODS[scale.method]
    named = f"{method[0].upper()}{method[1:]}"
    said = [f"{named} van {len(parts)} {what}: {', '.join(parts)}."]
    if scale.reversed:
        said.append(f"Omgekeerd tellen: {', '.join(scale.reversed)}.")
    if scale.count_codes:
        said.append(f"Geteld worden de antwoorden: {', '.join(scale.count_codes)}.")
    if scale.weights:
        weights = ", ".join(f"{name} {_number(one)}" for name, one in scale.weights.items())
        said.append(f"Gewichten: {weights}.")
    said.append(f"Er is een score als minstens {needed(scale)} van de {len(parts)} er zijn.")
    if scale.prorate:
        said.append("Wat ontbreekt wordt naar rato bijgeschat.")
    if scale.round == "half_up":
        places = f"{scale.decimals} cijfers achter de komma" if scale.decimals else "hele getallen"
        said.append(f"Afgerond op {places}, halven naar boven.")
    if scale.higher_is:
        said.append(f"Een hogere score is {words.DIRECTIONS[scale.higher_is].split()[-1]}.")
    if scale.reliability:
        known = ", ".join(f"{name} {_number(one)}" for name, one in scale.reliability.items())
        said.append(f"Betrouwbaarheid: {known}.")
    return tuple(said)


def _who(row: Mapping[str, str]) -> str:
    who = words.INFORMANTS.get(row.get("informant", ""), "")
    age = _range(row.get("age_from", ""), row.get("age_to", "")) if row.get("age_from") else ""
    return ", ".join(filter(None, [who, f"{age} jaar" if age else ""]))


def _band_range(row: Mapping[str, str]) -> str:
    lowest, highest = row.get("from", ""), row.get("to", "")
    if lowest and lowest == highest:
        return _number(lowest)
    return _range(lowest, highest)
