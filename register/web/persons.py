"""Finding a person by name, and pairs that may be the same person."""

from starlette.responses import Response

from register.domain.errors import Blocker, Refusal
from register.domain.people import Permission
from register.services import persons
from register.web.pages import page
from register.web.visit import Visit


@page("/personen", needs=Permission.VAULT_NAMES)
def start(visit: Visit) -> Response:
    """The search form."""
    return visit.render("vault/search.html", found=None, query="", errors=())


@page("/personen", needs=Permission.VAULT_NAMES, method="POST")
def search(visit: Visit) -> Response:
    """Persons with a name like this; the name stands in no URL and no log."""
    query = visit.field("naam")
    errors: tuple[Blocker, ...] = ()
    found: list[persons.Somebody] = []
    try:
        with visit.reading() as work:
            found = persons.search(visit.house, work, query, by=visit.actor, at=visit.at)
    except Refusal as refusal:
        errors = refusal.reasons
    return visit.render(
        "vault/search.html",
        status=422 if errors else 200,
        found=found,
        query=query,
        errors=errors,
    )


@page("/personen/dubbel", needs=Permission.VAULT_DUPLICATES)
def duplicates(visit: Visit) -> Response:
    """Pairs that share birthday and name, sound or postcode, with a score."""
    with visit.reading() as work:
        found = persons.duplicates(visit.house, work, by=visit.actor, at=visit.at)
    return visit.render("vault/duplicates.html", found=found)


@page("/personen/dubbel", needs=Permission.VAULT_DUPLICATES, method="POST")
def decide(visit: Visit) -> Response:
    """Decide that two are the same, or are not, or take a decision back."""
    if visit.field("terug"):
        persons.undo(visit.house, visit.field("terug"), by=visit.actor, at=visit.at, on=visit.today)
    else:
        persons.decide(
            visit.house,
            visit.field("een"),
            visit.field("ander"),
            same=visit.field("besluit") == "zelfde",
            by=visit.actor,
            at=visit.at,
            on=visit.today,
        )
    return visit.go("/personen/dubbel")
