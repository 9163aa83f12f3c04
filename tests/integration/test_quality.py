"""A quality run on an installation: findings become questions, and return only when changed."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from analysis.quality import Finding as Found
from instruments.checks import Severity, declared
from register.db.guard import Grant, under
from register.domain.errors import Denied, Refusal
from register.domain.findings import Reply
from register.extract import quality as extracts
from register.services import findings, quality, questions
from tests.factories import ANALYST, NOBODY, POSTDOC, Desk

CHECKS = {check.id: check for check in declared()}
ERROR = "einde_voor_begin"
WHY = Reply("klopt", "De verhuizing duurde een week.")


def kept(desk: Desk, found: Sequence[Found], ran: Sequence[str] = (ERROR,)) -> findings.Kept:
    """Keep findings as a run would."""
    own = extracts.recipient(desk.house)
    _, made = findings.keep(
        desk.house,
        found,
        checks=CHECKS,
        ran=frozenset(ran),
        summary={},
        file="",
        result_hash="0" * 64,
        translate=findings.Translation(own.pid, own.other),
        by=POSTDOC,
        at=desk.at,
        today=desk.today,
    )
    return made


def finding(desk: Desk, case: str, value: str = "a", place: str = "episode:e1") -> Found:
    """A finding on a case, as the checks would give it."""
    from register.services import cases, consent

    with desk.house.store.reading(POSTDOC) as work, consent.planning(work):
        pseudonym = cases.find(work, case).pseudonym
    pid = extracts.recipient(desk.house).pid(pseudonym)
    return Found(ERROR, "1", Severity.ERROR, pid, "", place, value)


def asked(desk: Desk, state: str = "open") -> list[questions.Question]:
    with desk.house.store.reading(POSTDOC) as work:
        return questions.listed(work, by=POSTDOC, at=desk.at, on=desk.today, state=state)


def reply(desk: Desk, verb: str, given: Reply | None = WHY, state: str = "open") -> int:
    ids = [one.finding.id for one in asked(desk, state)]
    with desk.house.store.writing(POSTDOC) as work:
        return questions.reply(work, ids, verb, given=given, by=POSTDOC, at=desk.at)


def test_a_finding_is_translated_back_and_asked_once(embedded: Desk) -> None:
    case = embedded.include()
    one = finding(embedded, case)
    assert kept(embedded, [one]).new == 1
    assert kept(embedded, [one]).same == 1
    (question,) = asked(embedded)
    assert question.case is not None
    assert question.case.id == case
    assert question.finding.due_on == embedded.today + timedelta(days=14)


def test_an_accepted_finding_stays_away_until_its_value_changes(embedded: Desk) -> None:
    case = embedded.include()
    kept(embedded, [finding(embedded, case, "a")])
    assert reply(embedded, "accept") == 1
    assert kept(embedded, [finding(embedded, case, "a")]).same == 1
    assert asked(embedded) == []
    assert kept(embedded, [finding(embedded, case, "b")]).again == 1
    assert len(asked(embedded)) == 1


def test_what_no_longer_fires_is_mended_but_not_when_the_check_did_not_run(embedded: Desk) -> None:
    case = embedded.include()
    kept(embedded, [finding(embedded, case)])
    assert kept(embedded, [], ran=()).gone == 0
    assert len(asked(embedded)) == 1
    assert kept(embedded, []).gone == 1
    assert len(asked(embedded, "hersteld")) == 1
    assert kept(embedded, [finding(embedded, case)]).again == 1


def test_many_of_one_cause_are_answered_at_once_all_or_none(embedded: Desk) -> None:
    case = embedded.include()
    kept(embedded, [finding(embedded, case, place=f"episode:e{n}") for n in range(3)])
    with pytest.raises(Refusal, match="oorzaak"):
        reply(embedded, "answer", Reply("", ""))
    with pytest.raises(Refusal, match="reden"):
        reply(embedded, "accept", Reply("klopt", ""))
    assert len(asked(embedded)) == 3
    assert reply(embedded, "answer") == 3
    assert reply(embedded, "close", None, state="beantwoord") == 3


def test_the_history_keeps_who_said_what_and_the_words_are_sealed(embedded: Desk) -> None:
    from register.db.tables.findings import FindingStep

    kept(embedded, [finding(embedded, embedded.include())])
    reply(embedded, "accept")
    (question,) = asked(embedded, "aanvaard")
    with embedded.house.store.reading(POSTDOC) as work:
        past = questions.history(work, question.finding, by=POSTDOC, at=embedded.at)
    assert [one.verb for one in past] == ["ask", "accept"]
    assert past[1].by == "postdoc"
    assert past[1].explanation == WHY.explanation
    with embedded.house.store.reading(POSTDOC) as work, under(Grant("P1", None, "proef")):
        rows = work.session.query(FindingStep).all()
    assert all(WHY.explanation.encode() not in (row.explanation or b"") for row in rows)


def test_only_who_may_resolve_answers_and_an_analyst_may_not(embedded: Desk) -> None:
    for nobody in (ANALYST, NOBODY):
        with pytest.raises(Denied), embedded.house.store.writing(nobody) as work:
            questions.reply(work, ["x"], "accept", given=WHY, by=nobody, at=embedded.at)


def test_the_gate_is_closed_by_an_unresolved_error_and_opened_by_a_reason(embedded: Desk) -> None:
    kept(embedded, [finding(embedded, embedded.include())])
    strict = embedded.house.protocol
    with embedded.house.store.reading(POSTDOC) as work:
        assert quality.gate(_without_gate(embedded), work) == []
        (blocker,) = quality.gate(strict, work)
        assert blocker.code == "unresolved_errors"
        assert quality.gate(strict, work, override="Voor de begeleidingsgroep van morgen.") == []
        stamp = quality.stamp(work, by=POSTDOC, override="Voor de begeleidingsgroep van morgen.")
    assert stamp["open_fouten"] == 1
    with pytest.raises(Refusal, match="onopgeloste fouten"):
        _file(embedded)
    assert _file(embedded, override="Voor de begeleidingsgroep van morgen.").cases == 1
    assert stamp["door"] == POSTDOC.name
    reply(embedded, "accept")
    assert _file(embedded).cases == 1


def _file(desk: Desk, **changes: str):  # type: ignore[no-untyped-def]
    from register import extract

    return extract.make(
        desk.house,
        purpose="P1",
        as_of=desk.today,
        recipient="onderzoeksteam",
        by=ANALYST,
        at=desk.at,
        today=desk.today,
        **changes,  # type: ignore[arg-type]
    )


def _without_gate(desk: Desk):  # type: ignore[no-untyped-def]
    """The protocol without the threshold: the gate stands open."""
    protocol = desk.house.protocol
    limits = tuple(one for one in protocol.measures.quality if one.id != quality.GATE)
    measures = protocol.measures.model_copy(update={"quality": limits})
    return protocol.model_copy(update={"measures": measures})


def test_a_whole_run_finds_nothing_wrong_with_the_smallest_lawful_case(embedded: Desk) -> None:
    embedded.include()
    looked = extracts.look(
        embedded.house,
        as_of=embedded.today,
        by=POSTDOC,
        at=embedded.at,
        today=embedded.today,
        suites=False,
    )
    assert looked.outcome.of(Severity.ERROR) == ()
    assert looked.outcome.judged["leeftijd_te_jong"] == 1
    assert "ret_niet_besproken" in looked.outcome.not_run
    with embedded.house.store.reading(POSTDOC) as work:
        run = findings.last_run(work)
    assert run is not None
    assert run.result_hash == looked.outcome.hash


def test_what_consent_forbids_is_a_row_with_dates_and_the_refusing_step_only(
    embedded: Desk,
) -> None:
    from consent.event import ActingAs, EventType

    case = embedded.include()
    embedded.wait(days=3)
    embedded.consent_event(
        case, subject="J1", party="J1", acting_as=ActingAs.SELF, purpose="P1",
        type=EventType.WITHDRAWN, scope="no_further_use",
    )  # fmt: skip
    _, frames, _ = extracts.make(
        embedded.house,
        as_of=embedded.today,
        by=POSTDOC,
        at=embedded.at,
        today=embedded.today,
    )
    (row,) = frames["subjects"].to_dict("records")
    assert row["refused_step"] == 5
    known = {name for name, value in row.items() if value is not None and value == value}
    assert not known & {"region", "setting", "cohort", "age_months_inclusion", "authority_known"}
    assert len(frames["cases"]) == 0


def test_a_report_says_that_it_was_made_in_spite_of_errors_by_whom_and_why() -> None:
    from analysis.quality.account import with_quality
    from analysis.reports.model import Provenance, Report
    from register.files.report_html import render_html

    plain = Report("r", "R", "s", "a", "A", (), Provenance("f" * 64, "01-01-2027", "P1", "p"))
    facts = {
        "gedraaid": True, "peildatum": "2027-01-01", "uitkomst": "ab" * 32, "open_fouten": 2,
        "open_waarschuwingen": 0, "toch_gemaakt": "Voor de zitting.", "door": "Pien Fictief",
    }  # fmt: skip
    page = render_html(with_quality(plain, {"quality": facts}))
    assert "Pien Fictief: Voor de zitting." in page
    assert with_quality(plain, {}) == plain
    assert "nog niet gedraaid" in render_html(with_quality(plain, {"quality": {"gedraaid": False}}))
