"""The page of a quality run: built from what was just judged, kept without values."""

from datetime import date, datetime

from register.domain.actor import Actor
from register.domain.calendar import amsterdam_date, shown
from register.extract.quality import Looked
from register.services import findings, quality, questions
from register.services.house import House


def keep(
    house: House,
    looked: Looked,
    *,
    by: Actor,
    at: datetime,
    on: date,
    planted: tuple[str, ...] = (),
) -> str:
    """Build and keep the page of a run; returns its HTML."""
    from analysis.quality.report import build
    from register.files.quality_html import render

    with house.store.reading(by) as work:
        runs = findings.runs(work)
        ages = questions.ages(work, by=by, at=at, on=on)
    trend = [
        {"day": shown(amsterdam_date(r.at)), "errors": r.errors, "warnings": r.warnings}
        for r in runs[-12:]
    ]
    suites = next((r.summary.get("suites") for r in runs if r.id == looked.run), None)
    report = build(
        looked.frames,
        looked.outcome,
        looked.checks,
        suites=suites,
        trend=trend,
        ages=[(a.asked, a.instrument, a.number, a.oldest, a.median) for a in ages],
        planted=planted,
    )
    page = render(report)
    quality.keep_page(house, looked.run, page)
    return page
