"""One request as a page sees it: who comes, when, with what; and the ways to answer."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from register.domain.actor import Actor
from register.domain.people import Permission, may
from register.installation import Installation
from register.services.house import House, Work
from register.web.rendering import environment, moment_of_day

NOBODY = Actor("onbekend", "", frozenset(), "web")


@dataclass
class Visit:
    """A request with the installation it is made to."""

    request: Request
    installation: Installation
    actor: Actor = NOBODY
    csrf: str = ""
    token: str | None = None
    form_data: FormData = field(default_factory=FormData)

    @cached_property
    def at(self) -> datetime:
        """The moment of the request: one moment for all it does."""
        return self.installation.now()

    @property
    def today(self) -> date:
        """The calendar date in Amsterdam."""
        return self.installation.today()

    @property
    def house(self) -> House:
        """What services need."""
        return self.installation.house

    def clock(self) -> str:
        """The time of day of this request, as people read it."""
        return moment_of_day(self.at)

    def path(self, name: str) -> str:
        """A part of the path."""
        return str(self.request.path_params[name])

    def may(self, permission: Permission) -> bool:
        """Whether the visitor has a permission."""
        return may(self.actor.roles, permission)

    def field(self, name: str) -> str:
        """A text field of the form, stripped; empty when absent."""
        value = self.form_data.get(name, "")
        return value.strip() if isinstance(value, str) else ""

    def fields(self) -> dict[str, str | list[str]]:
        """All text fields; a field that occurs more than once as a list."""
        found: dict[str, str | list[str]] = {}
        for name in self.form_data:
            values = [v for v in self.form_data.getlist(name) if isinstance(v, str)]
            found[name] = values if len(values) > 1 else values[0] if values else ""
        return found

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """A work that only reads."""
        with self.installation.store.reading(self.actor) as work:
            yield work

    @contextmanager
    def writing(self) -> Iterator[Work]:
        """A work that changes."""
        with self.installation.store.writing(self.actor) as work:
            yield work

    def render(
        self,
        template: str,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        **facts: object,
    ) -> Response:
        """A page from a template."""
        text = environment().get_template(template).render(visit=self, **facts)
        return HTMLResponse(text, status_code=status, headers=dict(headers or {}))

    def go(self, path: str) -> Response:
        """Send the visitor on after a form was taken (303: a reload does not repeat it)."""
        return RedirectResponse(path, status_code=303)
