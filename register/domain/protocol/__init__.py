"""The study protocol as data: read, checked, compared; nothing of a landsdeel stands in code."""

from register.domain.protocol.changes import Applies, Change, plan, plan_blockers
from register.domain.protocol.model import Protocol
from register.domain.protocol.schedule import Expected, Wave

__all__ = ["Applies", "Change", "Expected", "Protocol", "Wave", "plan", "plan_blockers"]
