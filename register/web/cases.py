"""Cases: the list, finding one by pseudonym, and the page of one case with its wave grid."""

from dataclasses import dataclass
from datetime import date

from starlette.responses import Response

from consent.status import PartyStatus, Standing
from register.domain.audit import Action
from register.domain.errors import NotFound, Refusal
from register.domain.people import Permission
from register.domain.states import Derived
from register.services import cases, consent, waves, worklist
from register.services.worklist import Entry
from register.web.pages import page
from register.web.rendering import INFORMANTS
from register.web.visit import Visit


@dataclass(frozen=True)
class GridRow:
    """One informant's row of the wave grid: entries per wave code."""

    informant: str
    party: str
    cells: dict[str, list[Entry]]


@dataclass(frozen=True)
class PurposeLine:
    """One purpose in a line: how it stands with whom, the newest day, what is to be done."""

    title: str
    standings: tuple[str, ...]
    since: date | None
    actions: tuple[str, ...]


@dataclass(frozen=True)
class Consents:
    """The purposes of which anybody was asked, and the titles of those of which nobody was."""

    decided: list[PurposeLine]
    untouched: list[str]


@page("/casussen", needs=Permission.CASE_LIST)
def overview(visit: Visit) -> Response:
    """All cases, filtered by cohort, region or setting."""
    wanted = {
        name: visit.request.query_params.get(name, "") for name in ("cohort", "region", "setting")
    }
    with visit.reading() as work, consent.planning(work):
        everyone = cases.every(work)
        found = [
            case
            for case in everyone
            if all(not value or str(getattr(case, name)) == value for name, value in wanted.items())
        ]
        work.record(
            "case.list",
            Action.SEARCH,
            by=visit.actor,
            at=visit.at,
            object_type="case",
            count=len(found),
        )
    return visit.render(
        "cases/overview.html",
        found=found,
        total=len(everyone),
        wanted=wanted,
        protocol=visit.house.protocol,
    )


@page("/casussen/zoeken", needs=Permission.CASE_LIST, method="POST")
def search(visit: Visit) -> Response:
    """Find a case by pseudonym; the pseudonym never stands in an URL."""
    with visit.reading() as work, consent.planning(work):
        work.record(
            "case.search", Action.SEARCH, by=visit.actor, at=visit.at, object_type="case", count=1
        )
        try:
            case = cases.by_pseudonym(work, visit.field("pseudoniem"))
        except (NotFound, Refusal) as error:
            return visit.render("cases/not_found.html", status=422, text=str(error))
    return visit.go(f"/casussen/{case.id}")


@page("/casussen/{case}", needs=Permission.CASE_VIEW)
def show(visit: Visit) -> Response:
    """One case: status, consent at a glance, wave grid."""
    with visit.reading() as work:
        work.require(Permission.CASE_VIEW, by=visit.actor, at=visit.at)
        with consent.planning(work):
            case = cases.find(work, visit.path("case"))
            entries = worklist.entries(work, visit.house.protocol, on=visit.today, cases=[case.id])
            stored = waves.of_case(work, case)
            status = consent.at_a_glance(work, visit.house.protocol, case, on=visit.today)
        work.record(
            "case.open",
            Action.READ,
            by=visit.actor,
            at=visit.at,
            object_type="case",
            object_id=case.id,
            pseudonym=case.pseudonym,
            purpose=consent.DESK,
        )
    return visit.render(
        "cases/case.html",
        case=case,
        waves=stored,
        grid=_grid(stored, entries),
        consents=_consents(status),
        protocol=visit.house.protocol,
        todo=[one for one in entries if one.derived in (Derived.DUE, Derived.OVERDUE)],
        waiting=[one for one in entries if one.derived is Derived.NO_CONSENT],
    )


def _consents(lines: tuple[PartyStatus, ...]) -> Consents:
    by_purpose: dict[str, list[PartyStatus]] = {}
    for line in lines:
        own = line.party == line.subject and line.purpose == consent.DESK
        if own or line.required or line.standing is not Standing.MISSING:
            by_purpose.setdefault(line.purpose, []).append(line)
    decided, untouched = [], []
    for group in by_purpose.values():
        if all(line.standing is Standing.MISSING for line in group):
            untouched.append(group[0].title)
        else:
            decided.append(_purpose(group))
    return Consents(decided, untouched)


def _purpose(group: list[PartyStatus]) -> PurposeLine:
    who: dict[str, list[str]] = {}
    for line in group:
        who.setdefault(line.shown, []).append(line.who)
    same = len(who) == 1
    return PurposeLine(
        group[0].title,
        tuple(word if same else f"{word}: {'; '.join(by)}" for word, by in who.items()),
        max((line.since for line in group if line.since), default=None),
        tuple(dict.fromkeys(line.action for line in group if line.action)),
    )


def _grid(stored: list[waves.Wave], entries: list[Entry]) -> list[GridRow]:
    rows: dict[tuple[str, str], GridRow] = {}
    for entry in entries:
        party = entry.value.party or ""
        row = rows.setdefault(
            (entry.value.informant, party), GridRow(entry.value.informant, party, {})
        )
        row.cells.setdefault(entry.wave.code, []).append(entry)
    order = list(INFORMANTS)
    return sorted(rows.values(), key=lambda row: (order.index(row.informant), row.party))
