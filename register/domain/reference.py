"""Pages of the reference that follow from the domain: life cycles, permissions, calendar, audit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from register.domain import cases, contributions, findings, frame, people, reports
from register.domain.calendar import DueDate, Window, shown
from register.domain.lifecycle import LifeCycle
from register.domain.people import Permission, Role
from register.domain.protocol import Protocol
from register.domain.waves import plan

LIFE_CYCLES = (cases.LIFE, contributions.LIFE, findings.LIFE, frame.FLOW, reports.LIFE)


def pages() -> dict[str, str]:
    """File name below docs/reference → Markdown."""
    return {
        "levenslopen.md": life_cycles(),
        "rechten.md": permissions(),
        "kalender.md": calendar(),
        "protocol.md": protocol(Protocol.shipped()),
    }


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [_row(head), _row("---" for _ in head), *(_row(map(str, row)) for row in rows)]
    return "\n".join(lines)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def life_cycles() -> str:
    """Every life cycle with its diagram and who must act in each state."""
    return "\n\n".join(("# Levenslopen", *map(_life_cycle, LIFE_CYCLES)))


def _life_cycle(life: LifeCycle) -> str:
    steps = table(
        ("van", "handeling", "naar", "recht"),
        ((s.source, s.label, s.target, f"`{s.by.value}`") for s in life.steps),
    )
    owners = table(
        ("toestand", "wie nu aan zet is"),
        ((state, owner or "niemand: eindtoestand") for state, owner in life.owners.items()),
    )
    return f"## {life.title}\n\n```mermaid\n{life.mermaid()}\n```\n\n{owners}\n\n{steps}"


def permissions() -> str:
    """The permissions matrix, the forbidden pairs and the roles that need a second person."""
    matrix = table(
        ("recht", *(role.label for role in Role)),
        (
            (f"`{p.value}`", *("ja" if people.may([role], p) else "" for role in Role))
            for p in Permission
        ),
    )
    pairs = sorted((sorted(role.label for role in pair), why) for pair, why in _pairs())
    forbidden = table(
        ("rol", "met rol", "omdat"), ((first, second, why) for (first, second), why in pairs)
    )
    second = ", ".join(role.label for role in Role if role in people.SECOND_PERSON)
    return (
        "# Rechten\n\nWat hier niet staat, mag niet. Rechten staan in de code, zodat geen bestand "
        f"op een server ze kan verruimen.\n\n{matrix}\n\n## Nooit samen bij één persoon\n\n"
        f"{forbidden}\n\nNamen inzien en bestanden uitgeven gaan ook niet samen in één werksessie; "
        "een rapport opstellen en hetzelfde rapport vrijgeven gaat nooit samen.\n\n"
        "## Rollen die een tweede persoon vragen\n\nDe beheerder stelt voor, de privacy officer "
        f"keurt goed: {second}."
    )


def _pairs() -> Iterable[tuple[frozenset[Role], str]]:
    return people.FORBIDDEN.items()


EXAMPLES = (
    ("T0", date(2026, 8, 29), 6),
    ("T0", date(2027, 8, 29), 6),
    ("T0", date(2026, 8, 31), 6),
    ("T0", date(2026, 1, 31), 1),
    ("T0", date(2028, 2, 29), 12),
    ("T0", date(2026, 5, 15), 18),
)


def calendar() -> str:
    """How months are counted, with worked dates."""
    window = Window(14, 28)
    rows = (
        (shown(on), months, DueDate(anchor, on, months, window).explanation)
        for anchor, on, months in EXAMPLES
    )
    return (
        "# Kalender\n\nMetingen tellen in kalendermaanden vanaf hun anker, nooit vanaf een "
        "uitkomst. Bestaat de dag niet in die maand, dan geldt de laatste dag. Datums van metingen "
        "en geboorten zijn gewone datums; een tijdstip wordt een datum in de tijdzone "
        "Europe/Amsterdam. Wie op 29 februari geboren is, wordt in een gewoon jaar op 1 maart een "
        "jaar ouder.\n\n" + table(("anker", "maanden", "uitleg"), rows)
    )


def protocol(shipped: Protocol) -> str:
    """The shipped protocol's waves and contributions, planned for one example."""
    planned = plan(shipped, included_on=date(2026, 8, 15), t0_on=date(2026, 8, 29))
    waves = table(("meting", "uitleg"), ((wave.code, wave.explanation) for wave in planned))
    asked = table(
        ("bijdragen", "informant", "instrument", "deel", "leeftijd"),
        (
            (listed.id, e.informant, f"`{e.instrument}`", e.part, _ages(e.age_from, e.age_to))
            for listed in shipped.schedule.contribution_sets
            for e in listed.contributions
        ),
    )
    return (
        f"# Protocol {shipped.landsdeel} {shipped.version}\n\n{shipped.title}. Voorbeeld: "
        f"ingesloten op 15-08-2026, T0 op 29-08-2026.\n\n{waves}\n\n## Wie wat invult\n\n{asked}"
    )


def _ages(low: int | None, high: int | None) -> str:
    if low is None and high is None:
        return "alle"
    return f"vanaf {low}" if high is None else f"{low or 0} tot {high}"
