"""Questions about the data (controlevragen): the list, answering one or many, the page of a run."""

from starlette.responses import Response

from register.domain import findings as rules
from register.domain.errors import Refusal
from register.domain.findings import CAUSES, Reply
from register.domain.people import Permission
from register.services import findings, jobs, quality, questions
from register.web.pages import page
from register.web.security import REPORT_POLICY
from register.web.visit import Visit

STATES = (rules.OPEN, rules.ANSWERED, rules.ACCEPTED, rules.CLOSED, rules.GONE)
VERBS = {"beantwoord": "answer", "aanvaard": "accept", "sluit": "close", "vraag_terug": "return"}


@page("/kwaliteit", needs=Permission.QUALITY_VIEW)
def show(visit: Visit) -> Response:
    """What waits for an answer, per cause and one by one."""
    return _page(visit)


@page("/kwaliteit/antwoorden", needs=Permission.QUALITY_RESOLVE, method="POST")
def answer(visit: Visit) -> Response:
    """Answer, accept, close or send back the questions that were ticked."""
    given = visit.fields()
    ticked = given.get("vraag", [])
    ids = [ticked] if isinstance(ticked, str) else list(ticked)
    verb = VERBS.get(visit.field("handeling"), "")
    reply = Reply(visit.field("oorzaak"), visit.field("uitleg"))
    try:
        with visit.writing() as work:
            questions.reply(work, ids, verb, given=reply, by=visit.actor, at=visit.at)
    except Refusal as error:
        return _page(visit, error=error, ticked=frozenset(ids), status=422)
    return visit.go("/kwaliteit")


@page("/kwaliteit/draaien", needs=Permission.QUALITY_RESOLVE, method="POST")
def run(visit: Visit) -> Response:
    """Queue a run of all checks."""
    with visit.writing() as work:
        work.require(Permission.QUALITY_RESOLVE, by=visit.actor, at=visit.at)
        jobs.ask(work, "kwaliteit", {"as_of": visit.today.isoformat()}, by=visit.actor, at=visit.at)
    return visit.go("/kwaliteit")


@page("/kwaliteit/rapport/{run}", needs=Permission.QUALITY_VIEW)
def report(visit: Visit) -> Response:
    """The page of one run."""
    with visit.reading() as work:
        found = quality.page(visit.house, work, visit.path("run"), by=visit.actor, at=visit.at)
    return Response(
        found,
        media_type="text/html; charset=utf-8",
        headers={"content-security-policy": REPORT_POLICY},
    )


@page("/kwaliteit/vragen/{question}", needs=Permission.QUALITY_VIEW)
def one(visit: Visit) -> Response:
    """One question with its history."""
    with visit.reading() as work:
        found = questions.one(
            work, visit.path("question"), by=visit.actor, at=visit.at, on=visit.today
        )
        past = questions.history(work, found.finding, by=visit.actor, at=visit.at)
    return visit.render("quality/question.html", question=found, past=past, causes=CAUSES)


def _page(
    visit: Visit,
    *,
    error: Refusal | None = None,
    ticked: frozenset[str] = frozenset(),
    status: int = 200,
) -> Response:
    asked = visit.request.query_params
    state = asked.get("stand", rules.OPEN)
    own = asked.get("van", "alle") == "mij"
    with visit.reading() as work:
        listed = questions.listed(
            work,
            by=visit.actor,
            at=visit.at,
            on=visit.today,
            state=state if state in STATES else rules.OPEN,
            asked=visit.actor.id if own else None,
            check=asked.get("controle") or None,
        )
        per_check = questions.per_check(work, by=visit.actor, at=visit.at)
        ages = questions.ages(work, by=visit.actor, at=visit.at, on=visit.today)
        last = findings.last_run(work)
        under_way = [
            job for job in jobs.recent(work) if job.kind == "kwaliteit" and job.state != "klaar"
        ]
    return visit.render(
        "quality/questions.html",
        status=status,
        questions=listed,
        per_check=per_check,
        ages=ages,
        last=last,
        jobs=under_way,
        error=error,
        ticked=ticked,
        state=state,
        states=STATES,
        own=own,
        chosen=asked.get("controle", ""),
        causes=CAUSES,
        most=questions.PAGE,
    )
