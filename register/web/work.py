"""*Mijn werk*: what is to do now, too late, waiting, and who soon has a birthday that counts."""

from starlette.responses import Response

from register.domain.audit import Action
from register.domain.people import Permission
from register.services import worklist
from register.web.pages import Open, page
from register.web.visit import Visit


@page("/", needs=Open.LOGGED_IN)
def start(visit: Visit) -> Response:
    """Send everybody to the first page that their role has."""
    for permission, path in (
        (Permission.CASE_LIST, "/mijn-werk"),
        (Permission.EXTRACT_USE, "/analyses"),
        (Permission.VAULT_NAMES, "/personen"),
        (Permission.ROLE_APPROVE, "/goedkeuren"),
        (Permission.ACCOUNT_MANAGE, "/accounts"),
        (Permission.REPORT_READ_RELEASED, "/vrijgegeven"),
    ):
        if visit.may(permission):
            return visit.go(path)
    return visit.render("work/nothing.html")


@page("/mijn-werk", needs=Permission.CASE_LIST)
def show(visit: Visit) -> Response:
    """The desk of a researcher."""
    own = visit.request.query_params.get("van", "alle") == "mij"
    with visit.reading() as work:
        desk = worklist.desk(
            work,
            visit.house.protocol,
            on=visit.today,
            owner=visit.actor.id if own else None,
        )
        work.record(
            "desk.show",
            Action.READ,
            by=visit.actor,
            at=visit.at,
            object_type="contribution",
            count=len(desk.overdue) + len(desk.due) + len(desk.soon) + len(desk.waiting),
        )
    return visit.render("work/desk.html", desk=desk, own=own)
