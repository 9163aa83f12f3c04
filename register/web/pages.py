"""Pages as declared: path, method, permission and the function that answers.

A page without a permission is refused when it is declared, unless it says ``PUBLIC`` aloud.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from starlette.responses import Response

from register.domain.people import Permission
from register.web.visit import Visit

Handler = Callable[[Visit], Response]
MAX_FORM = 2_000_000
MAX_UPLOAD = 21_500_000


class Open(Enum):
    """Who may come without a permission."""

    PUBLIC = "iedereen"
    LOGGED_IN = "wie is ingelogd"


@dataclass(frozen=True)
class Page:
    """One page or form target. ``largest``: how many bytes its form may have."""

    path: str
    method: str
    needs: Permission | Open
    answer: Handler
    largest: int = MAX_FORM

    @property
    def name(self) -> str:
        """The name under which the page is known: module and function."""
        return f"{self.answer.__module__.rsplit('.', 1)[-1]}.{self.answer.__name__}"


PAGES: list[Page] = []


def page(
    path: str, *, needs: Permission | Open, method: str = "GET", largest: int = MAX_FORM
) -> Callable[[Handler], Handler]:
    """Declare a page; the permission is not optional."""

    def declare(answer: Handler) -> Handler:
        PAGES.append(Page(path, method, needs, answer, largest))
        return answer

    return declare
