"""Events of the access log in NEN 7513 terms (RULES §4): who did what to whom, never a value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from register.domain.actor import Actor


class Action(StrEnum):
    """What kind of act an event is; C R U D E as in RFC 3881, and the acts it lacks."""

    CREATE = "C"
    READ = "R"
    UPDATE = "U"
    DELETE = "D"
    EXECUTE = "E"
    SEARCH = "search"
    EXPORT = "export"
    PRINT = "print"
    LOGIN = "login"
    BREAK_GLASS = "break_glass"
    CONSENT_CHECK = "consent_check"


class Outcome(StrEnum):
    """How an act ended."""

    OK = "ok"
    DENIED = "denied"
    ERROR = "error"


@dataclass(frozen=True)
class AuditEvent:
    """One act. ``kind`` is a dotted word ("contribution.submit"); ``count``: how many objects."""

    kind: str
    action: Action
    actor: Actor
    at: datetime
    object_type: str
    object_id: str | None = None
    pseudonym: str | None = None
    count: int | None = None
    query_hash: str | None = None
    field_group: str | None = None
    purpose: str | None = None
    rule: str | None = None
    consent: str | None = None
    outcome: Outcome = Outcome.OK
    on_behalf_of: str | None = None

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("an event needs a moment with its time zone")

    def as_content(self, *, app_version: str) -> dict[str, object]:
        """The event as the flat object that is stored and chained; empty fields are left out."""
        content: dict[str, object | None] = {
            "kind": self.kind,
            "action": self.action.value,
            "actor": self.actor.id,
            "roles": sorted(self.actor.roles),
            "access_point": self.actor.access_point,
            "session": self.actor.session,
            "on_behalf_of": self.on_behalf_of,
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "object_type": self.object_type,
            "object_id": self.object_id,
            "pseudonym": self.pseudonym,
            "count": self.count,
            "query_hash": self.query_hash,
            "field_group": self.field_group,
            "purpose": self.purpose,
            "rule": self.rule,
            "consent": self.consent,
            "outcome": self.outcome.value,
            "app_version": app_version,
        }
        return {name: value for name, value in content.items() if value not in (None, [])}
