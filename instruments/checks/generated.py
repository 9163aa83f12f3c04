"""Checks that nobody writes: made from instruments, code lists and the facts of a protocol."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from instruments.checks.declaration import Check, Expectation, Layer, Severity
from instruments.item import Item
from instruments.limits import limits
from instruments.model import Instrument

_FIX = "Open het blad en herstel het antwoord."
_MEND = "Herstel dit bij de casus; de lijst staat in het protocol."
INFORMANTS = ("jeugdige", "ouder", "belangrijke_ander", "professional", "dossier")


def of_instruments(instruments: Iterable[Instrument]) -> tuple[Check, ...]:
    """The checks of every item of the newest given version of each instrument."""
    newest = {one.id: one for one in instruments}
    return tuple(check for one in newest.values() for check in of_instrument(one))


def of_instrument(instrument: Instrument) -> Iterator[Check]:
    """Code list, hard and soft limits, and required answers, as columns of the answers frame."""
    for item in instrument.fields.values():
        if item.coded:
            yield _in_list(instrument, item)
        elif item.type in ("integer", "number", "slider", "calculated"):
            yield from _within(instrument, item)
    # A frame cannot see whether a branched item showed, nor tell withheld from unanswered: for
    # those the service counts (`sheets.n_unexplained`).
    own = {"dossier", "vragenlijst"}
    for section in instrument.sections:
        for item in section.items if not section.branching else ():
            plain = item.type in ("choice", "yesno", "slider", "integer", "number")
            if item.required and not item.branching and plain and item.consent_class in own:
                yield _required(instrument, item)


def of_protocol(facts: Mapping[str, Any]) -> Iterator[Check]:
    """What a column may hold according to the protocol; facts as `Protocol.facts()` gives them."""
    labels: Mapping[str, Mapping[str, str]] = facts.get("labels", {})
    for frame, column, codes, word in (
        ("subjects", "region", labels.get("region", {}), "regio"),
        ("subjects", "setting", labels.get("setting", {}), "setting"),
        ("subjects", "cohort", [str(one["no"]) for one in facts.get("cohorts", [])], "cohort"),
        ("collected", "wave", [one["code"] for one in facts.get("waves", [])], "meting"),
        ("collected", "informant", INFORMANTS, "informant"),
        ("stays", "state", facts.get("states", {}), "verblijfstoestand"),
    ):
        if codes:
            yield _check(
                f"protocol.{frame}.{column}",
                Severity.ERROR,
                "DQI-3004",
                f"Onbekende {word}",
                f"De {word} staat in het protocol.",
                f"Deze {word} staat niet in het protocol.",
                _MEND,
                Expectation(frame, column, "in_set", tuple(codes)),
                layer=Layer.CASE,
                answers="datamanager",
            )
    for frame, column in (("subjects", "included_on"), ("stays", "state"), ("collected", "state")):
        yield _check(
            f"protocol.{frame}.{column}.leeg",
            Severity.ERROR,
            "DQI-2001",
            f"Verplichte kolom leeg: {column}",
            f"De kolom {column} is altijd gevuld.",
            "Hier ontbreekt iets dat er altijd moet zijn.",
            "Vul het aan bij de casus.",
            Expectation(frame, column, "not_null"),
            layer=Layer.CASE,
            answers="datamanager",
        )


def _in_list(instrument: Instrument, item: Item) -> Check:
    several = item.type == "multichoice"
    indicator = "DQI-3004" if item.choices_from else "DQI-3003"
    return _check(
        f"{instrument.id}.{item.id}.lijst",
        Severity.ERROR,
        indicator,
        f"Antwoord buiten de lijst: {item.id}",
        f"Het antwoord is een van: {', '.join(item.codes)}.",
        "Dit antwoord staat niet in de lijst van deze vraag.",
        _FIX,
        Expectation(
            f"answers_{instrument.id}", item.id, "in_set", tuple(item.codes), several=several
        ),
    )


def _within(instrument: Instrument, item: Item) -> Iterator[Check]:
    bounds = limits(item)
    frame = f"answers_{instrument.id}"
    if bounds.low is not None or bounds.high is not None:
        yield _check(
            f"{instrument.id}.{item.id}.grens",
            Severity.ERROR,
            "DQI-3001",
            f"Getal buiten wat kan: {item.id}",
            f"Het getal ligt tussen {_said(bounds.low)} en {_said(bounds.high)}.",
            "Dit getal kan niet.",
            _FIX,
            Expectation(frame, item.id, "between", low=bounds.low, high=bounds.high),
        )
    if bounds.soft_low is not None or bounds.soft_high is not None:
        yield _check(
            f"{instrument.id}.{item.id}.ongewoon",
            Severity.WARNING,
            "DQI-3006",
            f"Ongewoon getal: {item.id}",
            f"Verwacht is tussen {_said(bounds.soft_low)} en {_said(bounds.soft_high)}.",
            "Dit getal is ongewoon.",
            "Klopt het, schrijf dan waarom.",
            Expectation(frame, item.id, "between", low=bounds.soft_low, high=bounds.soft_high),
        )


def _required(instrument: Instrument, item: Item) -> Check:
    return _check(
        f"{instrument.id}.{item.id}.verplicht",
        Severity.ERROR,
        "DQI-1008",
        f"Ontbreekt zonder reden: {item.id}",
        "De vraag heeft een antwoord of een reden waarom het ontbreekt.",
        "Deze vraag heeft geen antwoord en geen reden.",
        "Vul het antwoord in, of kies waarom het ontbreekt.",
        Expectation(f"answers_{instrument.id}", item.id, "not_null", unless=f"{item.id}__gap"),
    )


def _said(bound: float | None) -> str:
    return "onbegrensd" if bound is None else f"{bound:g}".replace(".", ",")


def _check(
    id: str,
    severity: Severity,
    indicator: str,
    title: str,
    rule: str,
    message: str,
    remedy: str,
    expect: Expectation,
    *,
    layer: Layer = Layer.SHEET,
    answers: str = "onderzoeker",
) -> Check:
    return Check(
        id,
        "",
        "1",
        layer,
        severity,
        indicator,
        title,
        rule,
        message,
        remedy,
        answers,
        needs=(expect.frame,),
        expect=expect,
    )
