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
    )
    return {"analysebestand": made.id, "jeugdigen": made.cases, "vingerafdruk": made.hash}


def _report(installation: Installation, given: dict[str, object], by: Actor) -> dict[str, object]:
    report = reports.build_half_yearly(
        installation.house,
        analysis_file=str(given["analysis_file"]),
        by=by,
        at=installation.now(),
        today=installation.today(),
    )
    return {"rapport": report}


KINDS: dict[str, Work] = {"analysebestand": _extract, "halfjaarrapport": _report}
