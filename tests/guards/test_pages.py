"""Every page has a decision on who may come, and each role that tries it meets that decision."""

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from register.domain.actor import system
from register.domain.people import MATRIX, Permission, Role, may
from register.installation import Installation
from register.services import accounts, sessions
from register.web import nouns
from register.web.app import create
from register.web.pages import PAGES, Open, Page
from register.web.security import COOKIE
from tests import factories
from tests.factories import Desk
from tests.support.repository import ROOT

# Forms of public pages: there is no session yet that a token could belong to.
BEFORE_A_SESSION = {"login.html", "entrance.html"}
TEMPLATES = ROOT / "register" / "web" / "templates"

# P postdoc, D datamanager, A analist, G begeleidingsgroep, R ret, N panel, B beheerder,
# O privacy officer, C contactbeheerder; "iedereen": without logging in; "wie is ingelogd".
LETTERS = dict(zip("PDAGRNBOC", Role, strict=True))
DECIDED = """
GET  /gezond                                       iedereen
GET  /inloggen                                     iedereen
POST /inloggen                                     iedereen
POST /uitloggen                                    wie is ingelogd
GET  /                                             wie is ingelogd
GET  /mijn-werk                                    P D
GET  /casussen                                     P D
POST /casussen/zoeken                              P D
GET  /casussen/{case}                              P D
GET  /bijdragen/{contribution}                     P
POST /bijdragen/{contribution}                     P
GET  /bijdragen/{contribution}/ingeleverd          P
GET  /bijdragen/{contribution}/geschiedenis        P D
POST /bijdragen/{contribution}/concept             P
POST /bijdragen/{contribution}/niet-gedaan         P
GET  /analyses                                     D A
POST /analyses                                     D A
GET  /rapporten                                    P D A
POST /rapporten                                    P D A
GET  /rapporten/{report}                           P D A
GET  /rapporten/{report}/pdf                       P D A
GET  /rapporten/{report}/stand                     P D A
POST /rapporten/{report}/stand                     P D A
GET  /vrijgegeven                                  P D A G R N O
GET  /vrijgegeven/{report}                         P D A G R N O
GET  /vrijgegeven/{report}/pdf                     P D A G R N O
GET  /casussen/{case}/toestemming                  P D O
GET  /casussen/{case}/toestemming/uitleg           P D O
GET  /toestemming/vooruit                          P D O
GET  /casussen/{case}/toestemming/bewijs/{evidence} C
GET  /casussen/{case}/toestemming/papier           P C
POST /casussen/{case}/toestemming/papier           P C
GET  /casussen/{case}/toestemming/tablet           P C
POST /casussen/{case}/toestemming/tablet           P C
GET  /casussen/{case}/toestemming/getekend         P C
GET  /instrumenten                                 P D N
GET  /instrumenten/{instrument}                    P D N
POST /instrumenten/{instrument}                    P D N
GET  /casussen/{case}/contact                      C
POST /casussen/{case}/contact/poging               C
POST /casussen/{case}/contact/vlag                 C
GET  /casussen/{case}/contact/nieuw                C
POST /casussen/{case}/contact/nieuw                C
GET  /casussen/{case}/contact/wie/{party}          C
POST /casussen/{case}/contact/wie/{party}          C
GET  /personen                                     C
POST /personen                                     C
GET  /personen/dubbel                              C
POST /personen/dubbel                              C
GET  /casussen/{case}/zorgsignaal                  P C
POST /casussen/{case}/zorgsignaal                  P C
GET  /casussen/{case}/zorgsignalen                 C
POST /casussen/{case}/zorgsignalen                 C
GET  /accounts                                     B
POST /accounts                                     B
GET  /accounts/{account}                           B
POST /accounts/{account}                           B
GET  /goedkeuren                                   O
POST /goedkeuren                                   O
POST /goedkeuren/link                              O
GET  /uitnodiging/{token}                          iedereen
POST /uitnodiging/{token}                          iedereen
GET  /inzage                                       O
POST /inzage                                       O
GET  /inzage/casus/{case}                          O
GET  /inzage/medewerker/{account}                  O
POST /bijdragen/{contribution}/namen               P
POST /bijdragen/{contribution}/geen-naam           P
GET  /kwaliteit                                    P D
POST /kwaliteit/antwoorden                         P D
POST /kwaliteit/draaien                            P D
GET  /kwaliteit/rapport/{run}                      P D
GET  /kwaliteit/vragen/{question}                  P D
GET  /account                                      wie is ingelogd
POST /account                                      wie is ingelogd
"""


def decided() -> dict[tuple[str, str], str]:
    """(method, path) → who may come."""
    lines = (line.split(maxsplit=2) for line in DECIDED.strip().splitlines())
    return {(method, path): who for method, path, who in lines}


def pages() -> list[Page]:
    """Every declared page."""
    nouns.declare()
    return list(PAGES)


def visited(path: str) -> str:
    """The path with parts that name nothing."""
    return re.sub(r"\{\w+\}", "bestaat-niet", path)


def test_every_page_has_a_decision_and_every_decision_a_page() -> None:
    assert {(one.method, one.path) for one in pages()} == set(decided())


@pytest.mark.parametrize("page", pages(), ids=lambda page: f"{page.method} {page.path}")
def test_the_declared_permission_is_the_decision(page: Page) -> None:
    who = decided()[page.method, page.path]
    assert isinstance(page.needs, Permission | Open)
    if isinstance(page.needs, Open):
        assert who == page.needs.value
    else:
        assert {LETTERS[letter] for letter in who.split()} == {
            role for role in Role if page.needs in MATRIX[role]
        }


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An empty installation."""
    installation = factories.make(tmp_path_factory.mktemp("deur") / "huis")
    yield installation
    installation.close()


@pytest.fixture(scope="module")
def visitors(house: Installation) -> dict[Role | None, tuple[TestClient, str]]:
    """A browser per role, and of somebody without a role, each logged in, with the form token."""
    desk, application = Desk(house, at=house.now()), create(house)
    found: dict[Role | None, tuple[TestClient, str]] = {}
    for role in (None, *Role):
        login = "niemand" if role is None else role.value
        desk.account(login, *([role] if role else []))
        with house.store.writing(system()) as work:
            account = accounts.by_login(work, login)
            opened = sessions.open_session(work, account, access_point="web", at=house.now())
        client = TestClient(application, follow_redirects=False, raise_server_exceptions=True)
        client.cookies.set(COOKIE, opened.token)
        found[role] = client, opened.csrf
    return found


def knock(client: TestClient, page: Page, token: str) -> int:
    """The status with which a page answers."""
    if page.method == "GET":
        return client.get(visited(page.path)).status_code
    return client.post(visited(page.path), data={"_token": token}).status_code


@pytest.mark.parametrize(
    "page",
    [page for page in pages() if isinstance(page.needs, Permission)],
    ids=lambda page: f"{page.method} {page.path}",
)
def test_each_role_meets_the_decision_at_the_door(
    visitors: dict[Role | None, tuple[TestClient, str]], page: Page
) -> None:
    assert isinstance(page.needs, Permission)
    for role, (client, token) in visitors.items():
        status = knock(client, page, token)
        allowed = role is not None and may({role}, page.needs)
        assert status != 401 and status != 500, (role, status)
        assert (status != 403) == allowed, f"{role}: {status}"


@pytest.mark.parametrize(
    "page",
    [page for page in pages() if page.needs is not Open.PUBLIC],
    ids=lambda page: f"{page.method} {page.path}",
)
def test_a_stranger_gets_no_further_than_logging_in(house: Installation, page: Page) -> None:
    client = TestClient(create(house), follow_redirects=False)
    answer = (
        client.get(visited(page.path)) if page.method == "GET" else client.post(visited(page.path))
    )
    if page.method == "GET":
        assert (answer.status_code, answer.headers["location"]) == (303, "/inloggen")
    else:
        assert answer.status_code == 401


@pytest.mark.parametrize(
    "page",
    [page for page in pages() if page.method == "POST" and page.needs is not Open.PUBLIC],
    ids=lambda page: page.path,
)
def test_a_form_without_its_token_changes_nothing(
    visitors: dict[Role | None, tuple[TestClient, str]], page: Page
) -> None:
    for client, _ in visitors.values():
        assert knock(client, page, "") == 401
        assert knock(client, page, "geraden") == 401


def test_every_form_that_changes_something_carries_the_token() -> None:
    bare = [
        template.name
        for template in sorted(TEMPLATES.rglob("*.html"))
        for form in re.findall(r"<form\b.*?</form>", template.read_text("utf-8"), re.DOTALL)
        if 'method="post"' in form.split(">", 1)[0]
        and 'name="_token"' not in form
        and template.name not in BEFORE_A_SESSION
    ]
    assert bare == []


def test_no_form_sends_words_in_an_address() -> None:
    """Choices from a list and days may stand in an URL; what is typed freely is posted."""
    typed = [
        template.name
        for template in sorted(TEMPLATES.rglob("*.html"))
        for form in re.findall(r"<form\b.*?</form>", template.read_text("utf-8"), re.DOTALL)
        if 'method="get"' in form.split(">", 1)[0]
        and (
            "<textarea" in form
            or re.search(r'<input(?![^>]*(?:name="(?:dag|van|tot)"|type="hidden"))', form)
        )
    ]
    assert typed == []
