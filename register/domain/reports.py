"""The life of a report: from concept to released, and every reason against each verb.

A report may be released only by another person than its drafter, after the disclosure check; a
released one is never changed, only followed or called back.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from register.domain.errors import Blocker
from register.domain.lifecycle import LifeCycle, Step
from register.domain.people import Permission, Role

_P = Permission

LIFE = LifeCycle(
    "report",
    "Een terugkoppelingsrapport",
    "concept",
    {
        "concept": "opsteller",
        "ter controle": "tweede persoon",
        "terug naar opsteller": "opsteller",
        "akkoord": "vrijgever",
        "vrijgegeven": "",
        "ingetrokken": "",
        "vervallen": "",
    },
    (
        Step("offer", "concept", "ter controle", "aanbieden ter controle", _P.REPORT_DRAFT),
        Step("discard", "concept", "vervallen", "laten vervallen", _P.REPORT_DRAFT),
        Step("return", "ter controle", "terug naar opsteller", "terugsturen", _P.REPORT_CHECK),
        Step("approve", "ter controle", "akkoord", "akkoord geven", _P.REPORT_CHECK),
        Step("offer", "terug naar opsteller", "ter controle", "opnieuw aanbieden", _P.REPORT_DRAFT),
        Step("discard", "terug naar opsteller", "vervallen", "laten vervallen", _P.REPORT_DRAFT),
        Step("return", "akkoord", "terug naar opsteller", "terugsturen", _P.REPORT_RELEASE),
        Step("release", "akkoord", "vrijgegeven", "vrijgeven", _P.REPORT_RELEASE),
        Step("recall", "vrijgegeven", "ingetrokken", "terugroepen", _P.REPORT_RELEASE),
    ),
)

READERS: dict[str, frozenset[Role]] = {
    "begeleidingsgroep": frozenset(
        {Role.BEGELEIDINGSGROEP, Role.POSTDOC, Role.DATAMANAGER, Role.ANALIST, Role.PRIVACY_OFFICER}
    ),
    "openbaar": frozenset(Role),
}
"""Which roles may read what was released for a circle of readers; a circle not named: nobody."""


def may_read(audience: str, roles: frozenset[Role]) -> bool:
    """Whether somebody with these roles is in the circle a report was released for."""
    return bool(READERS.get(audience, frozenset()) & roles)


WATERMARK = "concept – niet verspreiden"


@dataclass(frozen=True)
class Report:
    """What is known of a report when a verb is asked.

    drafted_by, checked_by: account ids. open_refusals: titles of parts that the checker refused and
    that were not answered. unchecked: parts without a disclosure check. conflicts: Dutch sentences
    about earlier releases from which this one would reveal something.
    """

    state: str
    drafted_by: str
    checked_by: str | None = None
    audience: str | None = None
    disclosure_checked: bool = False
    analysis_file_valid: bool = True
    open_refusals: tuple[str, ...] = field(default=())
    unchecked: tuple[str, ...] = field(default=())
    conflicts: tuple[str, ...] = field(default=())


def blockers(report: Report, verb: str, *, by: str, reason: str = "") -> tuple[Blocker, ...]:
    """Every reason why this person cannot do this verb to this report now."""
    found = list(LIFE.blockers(report.state, verb))
    if verb in {"offer", "discard"} and by != report.drafted_by:
        found.append(
            Blocker("not_drafter", "Alleen de opsteller doet dit.", "Vraag het de opsteller.")
        )
    if verb in {"approve", "return", "release"} and by == report.drafted_by:
        found.append(
            Blocker(
                "own_report",
                "Opstellen en vrijgeven van hetzelfde rapport gaan niet samen.",
                "Vraag een tweede persoon.",
            )
        )
    if verb in {"return", "recall"} and not reason.strip():
        found.append(Blocker("no_reason", "Er staat geen reden bij.", "Schrijf waarom."))
    if verb == "offer":
        found += _offer(report)
        if report.open_refusals and not reason.strip():
            found.append(
                Blocker(
                    "no_answer",
                    "Op een afgekeurd onderdeel is nog niet geantwoord.",
                    "Schrijf wat u ervan vindt, of maak het rapport opnieuw zonder dat onderdeel.",
                )
            )
    if verb == "approve" and report.disclosure_checked and not reason.strip():
        found.append(
            Blocker(
                "no_judgement",
                "Er staat niet wat iemand hieruit zou kunnen afleiden.",
                "Schrijf dat op, ook als het niets is.",
            )
        )
    if verb in {"approve", "release"}:
        found += _safe(report)
    return tuple(found)


def _offer(report: Report) -> list[Blocker]:
    found = []
    if not report.analysis_file_valid:
        found.append(
            Blocker(
                "stale_file",
                "Het analysebestand is verlopen of klopt niet meer.",
                "Maak het rapport opnieuw op een nieuw analysebestand.",
            )
        )
    if report.audience is None:
        found.append(
            Blocker("no_audience", "Er staat niet voor wie dit is.", "Kies een kring van lezers.")
        )
    return found


def _safe(report: Report) -> list[Blocker]:
    found = []
    if not report.disclosure_checked or report.unchecked:
        found.append(
            Blocker(
                "unchecked",
                "Niet elk onderdeel is nagekeken op herleidbaarheid.",
                "Laat de controle op herleidbaarheid lopen.",
            )
        )
    found += [
        Blocker("refused_part", f"Een onderdeel is afgekeurd: {title}.", "Pas het aan.")
        for title in report.open_refusals
    ]
    found += [
        Blocker(
            "differencing", text, "Haal het onderdeel eruit of verwijs naar het eerdere rapport."
        )
        for text in report.conflicts
    ]
    return found
