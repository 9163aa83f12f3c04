"""The study protocol as data: read, checked, compared; nothing of a landsdeel stands in code."""

from register.domain.protocol.model import Protocol
from register.domain.protocol.schedule import Expected, Wave

__all__ = ["Expected", "Protocol", "Wave"]
