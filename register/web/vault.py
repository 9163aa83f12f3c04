"""The identity vault on screen: the contact card of a case and who its people are."""

from datetime import date

from starlette.responses import Response

from consent.party import PARTY_WORDS, PartyKind
from register.domain.contacting import FLAG_WORDS, OUTCOMES, WAYS, Attempt
from register.domain.errors import Blocker, Refusal
from register.domain.people import Permission
from register.services import contact, identities
from register.services.identities import Card, Identity
from register.web import typed
from register.web.pages import page
from register.web.rendering import INFORMANTS
from register.web.visit import Visit

LABELS = {
    "naam": "Naam",
    "geboren": "Geboortedag",
    "telefoon": "Telefoon",
    "mail": "E-mail",
    "adres": "Adres",
    "postcode": "Postcode",
    "manier": "Liefst bereikt door",
    "wanneer": "Wanneer",
    "taal": "Taal en tolk",
    "let_op": "Let op",
}
WISHES = ("manier", "wanneer", "taal", "let_op")
KINDS = {kind.value: word for kind, word in PARTY_WORDS.items() if kind is not PartyKind.YOUTH}


@page("/casussen/{case}/contact", needs=Permission.VAULT_NAMES)
def card(visit: Visit) -> Response:
    """Names, contact ways, flags and the contact log of a case."""
    return _card(visit)


@page("/casussen/{case}/contact/poging", needs=Permission.VAULT_EDIT, method="POST")
def attempt(visit: Visit) -> Response:
    """Put an attempt in the contact log."""
    try:
        tried = Attempt(
            visit.field("meting"),
            typed.day(visit, "dag", label="De dag van de poging"),
            _several(visit, "met"),
            visit.field("manier"),
            visit.field("uitkomst"),
        )
        contact.note(
            visit.house,
            visit.path("case"),
            tried,
            remark=visit.field("opmerking"),
            by=visit.actor,
            at=visit.at,
            on=visit.today,
        )
    except Refusal as refusal:
        return _card(visit, errors=refusal.reasons, status=422)
    return _back(visit)


@page("/casussen/{case}/contact/vlag", needs=Permission.VAULT_EDIT, method="POST")
def flag(visit: Visit) -> Response:
    """Put a safety flag up, or take one down."""
    try:
        if visit.field("einde"):
            contact.lower_flag(
                visit.house,
                visit.path("case"),
                visit.field("einde"),
                until=visit.today,
                by=visit.actor,
                at=visit.at,
            )
        else:
            pair = (visit.field("wie"), visit.field("ander"))
            contact.raise_flag(
                visit.house,
                visit.path("case"),
                visit.field("soort"),
                parties=[party for party in pair if party],
                since=visit.today,
                by=visit.actor,
                at=visit.at,
            )
    except Refusal as refusal:
        return _card(visit, errors=refusal.reasons, status=422)
    return _back(visit)


@page("/casussen/{case}/contact/nieuw", needs=Permission.VAULT_EDIT)
def new(visit: Visit) -> Response:
    """The form for somebody who joins the case."""
    return _person(visit, "")


@page("/casussen/{case}/contact/nieuw", needs=Permission.VAULT_EDIT, method="POST")
def join(visit: Visit) -> Response:
    """Let somebody join the case; who looks like somebody known is shown first."""
    try:
        who = _identity(visit)
        kind = typed.one_of(visit, "soort", KINDS, label="Wie is dit")
        alike = identities.alike(visit.house, who) if not visit.field("_toch") else ()
        if alike:
            return _person(visit, "", alike=alike, status=422)
        identities.add(
            visit.house,
            visit.path("case"),
            kind=PartyKind(kind),
            relation=visit.field("relatie"),
            informant=visit.field("informant") or None,
            who=who,
            known=visit.field("_toch") if visit.field("_toch") != "nieuw" else "",
            since=visit.today,
            by=visit.actor,
            at=visit.at,
        )
    except Refusal as refusal:
        return _person(visit, "", errors=refusal.reasons, status=422)
    return _back(visit)


@page("/casussen/{case}/contact/wie/{party}", needs=Permission.VAULT_EDIT)
def person(visit: Visit) -> Response:
    """The form of one person."""
    return _person(visit, visit.path("party"))


@page("/casussen/{case}/contact/wie/{party}", needs=Permission.VAULT_EDIT, method="POST")
def change(visit: Visit) -> Response:
    """Write a person anew."""
    try:
        identities.change(
            visit.house,
            visit.path("case"),
            visit.path("party"),
            _identity(visit),
            {name: visit.field(name) for name in WISHES},
            by=visit.actor,
            at=visit.at,
        )
    except Refusal as refusal:
        return _person(visit, visit.path("party"), errors=refusal.reasons, status=422)
    return _back(visit)


def _card(visit: Visit, *, errors: tuple[Blocker, ...] = (), status: int = 200) -> Response:
    found = _opened(visit)
    waves = [wave.code for wave in visit.house.protocol.schedule.waves]
    return visit.render(
        "vault/card.html",
        status=status,
        card=found,
        log=contact.log(visit.house, found.case),
        errors=errors,
        given=visit.fields(),
        waves=waves,
        ways=WAYS,
        outcomes=OUTCOMES,
        kinds=FLAG_WORDS,
    )


def _person(
    visit: Visit,
    party: str,
    *,
    errors: tuple[Blocker, ...] = (),
    alike: tuple[tuple[str, Identity, float], ...] = (),
    status: int = 200,
) -> Response:
    found = _opened(visit)
    given = dict(visit.fields())
    if party and not given:
        entry = found.entry(party)
        given = {**_shown(entry.who), **entry.wishes}
    return visit.render(
        "vault/person.html",
        status=status,
        card=found,
        party=party,
        errors=errors,
        alike=alike,
        given=given,
        labels=LABELS,
        kinds=KINDS,
        informants=INFORMANTS,
    )


def _opened(visit: Visit) -> Card:
    with visit.reading() as work:
        return identities.card(
            visit.house, work, visit.path("case"), by=visit.actor, at=visit.at, on=visit.today
        )


def _identity(visit: Visit) -> Identity:
    born: date | None = typed.maybe_day(visit.field("geboren"), label="De geboortedag")
    return Identity(
        name=visit.field("naam"),
        birth_date=born,
        gender=visit.field("geslacht") or None,
        mail=visit.field("mail") or None,
        phone=visit.field("telefoon") or None,
        address=visit.field("adres") or None,
        postcode=visit.field("postcode").upper() or None,
    )


def _shown(who: Identity | None) -> dict[str, str]:
    if who is None:
        return {}
    return {
        "naam": who.name,
        "geboren": who.birth_date.strftime("%d-%m-%Y") if who.birth_date else "",
        "geslacht": who.gender or "",
        "mail": who.mail or "",
        "telefoon": who.phone or "",
        "adres": who.address or "",
        "postcode": who.postcode or "",
    }


def _several(visit: Visit, name: str) -> tuple[str, ...]:
    return tuple(one for one in visit.form_data.getlist(name) if isinstance(one, str))


def _back(visit: Visit) -> Response:
    return visit.go(f"/casussen/{visit.path('case')}/contact")
