"""The one family of refusals: each says what is wrong, and what to do next.

Texts are Dutch (people read them) and never hold a value of a case.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Blocker:
    """One reason against a verb.

    code: stable lower_snake word for tests and links; text: what is wrong; remedy: what to do next.
    """

    code: str
    text: str
    remedy: str = ""

    def __post_init__(self) -> None:
        if not self.code.replace("_", "").isalnum() or self.code != self.code.lower():
            raise ValueError(f"a blocker's code is lower_snake, got {self.code!r}")
        if not self.text:
            raise ValueError(f"blocker {self.code} says nothing")

    def __str__(self) -> str:
        return f"{self.text} {self.remedy}".rstrip()


class RegisterError(Exception):
    """Base of every error that a person may read; `str()` is Dutch and free of case values."""


class Refusal(RegisterError):
    """A verb is refused; `reasons` holds every blocker, in the order shown on screen."""

    def __init__(self, reasons: Iterable[Blocker]) -> None:
        self.reasons = tuple(reasons)
        if not self.reasons:
            raise ValueError("a refusal needs at least one reason")
        super().__init__("\n".join(str(reason) for reason in self.reasons))


class NotFound(RegisterError):
    """What was asked for does not exist, or may not be known to exist."""

    def __init__(self, what: str = "Deze pagina") -> None:
        self.what = what
        super().__init__(f"{what} is niet gevonden. Ga terug naar de lijst en kies opnieuw.")


class Conflict(RegisterError):
    """The form was saved by another after it was opened; nothing of either is lost.

    opened_with and latest are revision numbers; by is the account that saved last.
    """

    def __init__(self, *, opened_with: int, latest: int, by: str = "") -> None:
        self.opened_with, self.latest, self.by = opened_with, latest, by
        who = f"door {by}" if by else "door een ander"
        super().__init__(
            f"Dit formulier is intussen {who} opgeslagen (versie {latest}; u begon met "
            f"versie {opened_with}). Uw antwoorden zijn bewaard als concept: vergelijk ze en "
            "sla opnieuw op."
        )


class Denied(RegisterError):
    """The person lacks a permission; `permission` is its code, `roles_that_may` the remedy."""

    def __init__(self, permission: str, roles_that_may: Iterable[str] = ()) -> None:
        self.permission = permission
        self.roles_that_may = tuple(roles_that_may)
        who = (
            f" Dit mag: {', '.join(self.roles_that_may)}."
            if self.roles_that_may
            else " Geen enkele rol mag dit."
        )
        super().__init__(f"U mag dit niet doen.{who} Vraag het de privacy officer.")


def refuse_if(reasons: Iterable[Blocker]) -> None:
    """Raise `Refusal` when there is any reason, else do nothing."""
    found = tuple(reasons)
    if found:
        raise Refusal(found)
