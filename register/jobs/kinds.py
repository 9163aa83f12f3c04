"""The kinds of background work: what each does with its arguments, which hold no personal data."""

from collections.abc import Callable
from datetime import date

from register import extract
from register.domain.actor import Actor
from register.installation import Installation
from register.services import reports

Work = Callable[[Installation, dict[str, object], Actor], dict[str, object]]


def _extract(installation: Installation, given: dict[str, object], by: Actor) -> dict[str, object]:
    made = extract.make(
        installation.house,
        purpose=str(given["purpose"]),
        as_of=date.fromisoformat(str(given["as_of"])),
        recipient=str(given["recipient"]),
        by=by,
        at=installation.now(),
        today=installation.today(),
        override=str(given.get("anyway", "")),
    )
    return {"analysebestand": made.id, "jeugdigen": made.cases, "vingerafdruk": made.hash}


def _report(installation: Installation, given: dict[str, object], by: Actor) -> dict[str, object]:
    report = reports.build_half_yearly(
        installation.house,
        analysis_file=str(given["analysis_file"]),
        without=str(given.get("without", "")).split(),
        by=by,
        at=installation.now(),
        today=installation.today(),
    )
    return {"rapport": report}


def _quality(installation: Installation, given: dict[str, object], by: Actor) -> dict[str, object]:
    from register.extract import quality, quality_page

    at, today = installation.now(), installation.today()
    as_of = date.fromisoformat(str(given.get("as_of", today.isoformat())))
    looked = quality.look(installation.house, as_of=as_of, by=by, at=at, today=today)
    quality_page.keep(installation.house, looked, by=by, at=at, on=today)
    return {"ronde": looked.run, "nieuw": looked.kept.new, "hersteld": looked.kept.gone}


KINDS: dict[str, Work] = {
    "kwaliteit": _quality,
    "analysebestand": _extract,
    "halfjaarrapport": _report,
}
