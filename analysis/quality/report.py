"""The register-level quality report as data: titles, sentences, tables; never a value of a case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.frames import Frames
from analysis.quality import tables
from analysis.quality.attrition import differences, little, patterns
from analysis.quality.coding import alphas
from analysis.quality.judging import Outcome
from analysis.quality.limits import Limits
from instruments.checks import Check, Severity
from instruments.checks.coverage import coverage


@dataclass(frozen=True)
class Table:
    """Rows under a caption; cells are shown as they are."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Part:
    """A section: what it says in a sentence, and the tables that it rests on."""

    title: str
    sentence: str
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class QualityReport:
    """The report of one run. as_of: dd-mm-jjjj."""

    title: str
    as_of: str
    file_hash: str
    result_hash: str
    parts: tuple[Part, ...]


def build(
    frames: Frames,
    outcome: Outcome,
    checks: Iterable[Check],
    *,
    suites: Mapping[str, Any] | None = None,
    trend: Sequence[Mapping[str, Any]] = (),
    ages: Sequence[tuple[str, str, int, int, float]] = (),
    planted: Sequence[str] = (),
) -> QualityReport:
    """The whole report. suites: counts of Great Expectations; trend: earlier runs (`day`, `errors`,
    `warnings`); ages: (who, instrument, number, oldest, median) of open questions."""
    known = {check.id: check for check in checks}
    parts = (
        _summary(outcome, trend, planted),
        _completeness(frames),
        _leavers(frames),
        _missingness(frames),
        _timeliness(frames),
        _agreement(frames),
        _representative(frames),
        _consent(frames),
        _questions(ages),
        _checks(outcome, known),
        _suites(suites or {}),
        _indicators(known),
    )
    return QualityReport(
        "Kwaliteit van het casusregister",
        f"{Limits(frames.facts).as_of:%d-%m-%Y}",
        frames.short_hash,
        outcome.hash[:12],
        parts,
    )


def table(caption: str, frame: pd.DataFrame) -> Table:
    """A data frame as shown; whole numbers without decimals, decimals with a comma."""
    rows = tuple(tuple(_cell(value) for value in line) for line in frame.to_numpy(dtype=object))
    return Table(caption, tuple(str(name) for name in frame.columns), rows)


def _cell(value: object) -> str:
    if value is None or value is pd.NA or (isinstance(value, float) and value != value):
        return "–"
    if isinstance(value, float):
        return f"{value:.0f}" if value == int(value) else f"{value:.2f}".replace(".", ",")
    return str(value)


def _summary(outcome: Outcome, trend: Sequence[Mapping[str, Any]], planted: Sequence[str]) -> Part:
    counts = {level: len(outcome.of(level)) for level in Severity}
    sentence = (
        f"{counts[Severity.ERROR]} fouten, {counts[Severity.WARNING]} waarschuwingen en "
        f"{counts[Severity.INFO]} keer info uit {len(outcome.judged)} controles; "
        f"{len(outcome.not_run)} controles konden niet draaien."
    )
    if planted:
        sentence += f" Let op: in deze proef zijn {len(planted)} fouten en bijna-fouten geplant."
    rows = tuple((str(r["day"]), str(r["errors"]), str(r["warnings"])) for r in trend)
    found = (Table("Verloop over eerdere keren", ("dag", "fouten", "waarschuwingen"), rows),)
    return Part("Samenvatting", sentence, found if rows else ())


def _completeness(frames: Frames) -> Part:
    found = tables.completeness(frames)
    due, done = int(found["verwacht"].sum()), int(found["gedaan"].sum())
    sentence = f"Van {due} bijdragen die aan de beurt waren zijn er {done} gedaan."
    return Part("Volledigheid", sentence, (table("Per meting, informant en instrument", found),))


def _leavers(frames: Frames) -> Part:
    stopped = int(frames["cases"]["exit_on"].notna().sum())
    found = differences(frames)
    sentence = f"{stopped} van {len(frames['cases'])} jeugdigen stopten."
    if not len(found):
        sentence += " Voor een vergelijking zijn minstens tien stoppers en tien blijvers nodig."
        return Part("Wie stopte", sentence)
    shown = found.rename(
        columns={"what": "kenmerk", "smd": "verschil (SD)", "low": "van", "high": "tot",
                 "n_stopped": "stoppers", "n_stayed": "blijvers"}
    )  # fmt: skip
    caption = "Gestandaardiseerd verschil op de 0-meting met 95%-interval"
    return Part("Wie stopte", sentence, (table(caption, shown.round(2)),))


def _missingness(frames: Frames) -> Part:
    found = patterns(frames, Limits(frames.facts).months).reset_index()
    scores = frames["scores"]
    wide = scores.pivot_table(index="pid", columns=["scale", "wave"], values="score")
    few = [column for column in wide if wide[column].notna().sum() >= 20]
    chi, degrees, p = little(wide[few[:8]]) if len(few) >= 2 else (float("nan"), 0, float("nan"))
    sentence = "Jeugdigen per informant naar patroon van ontbrekende metingen."
    if degrees:
        said = f"χ² = {chi:.1f}, {degrees} vrijheidsgraden, p = {p:.3f}".replace(".", ",")
        sentence += (
            f" Toets van Little op {len(few[:8])} scores, alleen als beschrijving: {said}. De toets"
            " kan niet laten zien dat ontbreken willekeurig is."
        )
    return Part("Patroon van ontbreken", sentence, (table("Patroon", found),))


def _timeliness(frames: Frames) -> Part:
    return Part(
        "Tijdigheid",
        "Binnen de periode van de meting verzameld, en hoe snel ingevoerd.",
        (table("Per meting en informant", tables.timeliness(frames)),),
    )


def _agreement(frames: Frames) -> Part:
    made = [
        table("Informanten naast elkaar", tables.agreement(frames)),
        table("Per interviewer (0-meting)", tables.interviewers(frames)),
    ]
    found = alphas(frames["codings"])
    if found:
        rows = tuple((code, f"{value:.2f}".replace(".", ",")) for code, value in found.items())
        made.append(Table("Codeurs: alfa van Krippendorff", ("code", "alfa"), rows))
    sentence = "Verschil tussen informanten is geen fout: ieder ziet een ander deel."
    return Part("Overeenstemming", sentence, tuple(one for one in made if one.rows))


def _representative(frames: Frames) -> Part:
    found = tables.representativeness(frames)
    sentence = "Ingesloten jeugdigen naast iedereen die de expertteams bespraken."
    return Part("Wie er in zit", sentence, (table("Aandelen", found),) if len(found) else ())


def _consent(frames: Frames) -> Part:
    found = tables.consent_gaps(frames)
    number = int(found["bijdragen"].sum()) if len(found) else 0
    sentence = f"{number} bijdragen mogen vandaag niet gebruikt worden; hun inhoud is niet bekeken."
    shown = (table("Stap die weigert", found),) if number else ()
    return Part("Toestemming", sentence, shown)


def _questions(ages: Sequence[tuple[str, str, int, int, float]]) -> Part:
    rows = tuple(
        (who, instrument or "–", str(number), str(oldest), f"{median:.0f}")
        for who, instrument, number, oldest, median in ages
    )
    columns = ("gevraagd", "instrument", "open", "oudste (dagen)", "mediaan (dagen)")
    total = sum(number for _, _, number, _, _ in ages)
    found = (Table("Leeftijd van open vragen", columns, rows),) if rows else ()
    return Part("Controlevragen", f"{total} vragen wachten op een antwoord.", found)


def _checks(outcome: Outcome, known: Mapping[str, Check]) -> Part:
    counts = outcome.counts()
    ran = [one for one in known.values() if counts.get(one.id)]
    ran.sort(key=lambda one: (list(Severity).index(one.severity), -counts[one.id], one.id))
    rows = tuple(
        (one.severity.value, one.title, one.id, one.indicator, str(outcome.judged[one.id]),
         str(counts[one.id]))
        for one in ran
    )  # fmt: skip
    columns = ("ernst", "controle", "naam", "indicator", "bekeken", "bevindingen")
    lacking = tuple((known[one].title, one, why) for one, why in outcome.not_run.items())
    quiet = len(outcome.judged) - len(ran)
    return Part(
        "Controles",
        f"{quiet} controles draaiden en vonden niets.",
        (
            Table("Controles die iets vonden", columns, rows),
            Table("Niet gedraaid", ("controle", "naam", "waarom"), lacking),
        ),
    )


def _suites(found: Mapping[str, Any]) -> Part:
    rows = tuple(
        (name, str(one["evaluated"]), str(one["unsuccessful"]))
        for name, one in sorted(found.get("suites", {}).items())
    )
    sentence = (
        f"Dezelfde beschrijvingen als verwachtingen van Great Expectations {found['version']}, "
        "zonder waarden."
        if found
        else "De verwachtingen van Great Expectations zijn deze keer niet gedraaid."
    )
    columns = ("frame", "verwachtingen", "niet gehaald")
    return Part(
        "Great Expectations", sentence, (Table("Per frame", columns, rows),) if rows else ()
    )


def _indicators(known: Mapping[str, Check]) -> Part:
    declared = [check for check in known.values() if check.number]
    made = {check.indicator for check in known.values() if not check.number}
    found = coverage(declared, made)
    rows = tuple(
        (one.indicator, one.name, one.cover, ", ".join(one.checks) or "–", one.note or "–")
        for one in found
    )
    covered = sum(one.cover != "niet" for one in found)
    columns = ("indicator", "wat", "gedekt", "door", "toelichting")
    sentence = f"{covered} van de 34 indicatoren zijn geheel of deels gedekt."
    return Part("De 34 indicatoren", sentence, (Table("Matrix", columns, rows),))
