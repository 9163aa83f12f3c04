"""A recipient's own pseudonyms, and dates that are shifted where data leave the study."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date, timedelta

from register.domain import pseudonym
from register.keys import Keyring

LEAVES_THE_STUDY = frozenset({"P6"})
MOST_DAYS = 27


@dataclass(frozen=True)
class Recipient:
    """For whom and what a file is made; same recipient and purpose, same pseudonyms."""

    name: str
    purpose: str
    key: bytes

    @classmethod
    def of(cls, keys: Keyring, name: str, purpose: str) -> "Recipient":
        """The recipient with a key derived for name and purpose (RULES §2)."""
        return cls(name, purpose, keys.derived("pseudonyms", f"export|{name}|{purpose}"))

    def pid(self, code: str) -> str:
        """The pseudonym that this recipient sees for a register pseudonym."""
        return pseudonym.recipient(self._mac(f"pid|{code}"))

    def other(self, kind: str, code: str) -> str:
        """A keyed stand-in for another identifier (a family, an episode, a client)."""
        return self._mac(f"{kind}|{code}").hex()[:16]

    def shown(self, code: str, day: date | None) -> date | None:
        """The date as this recipient may see it: true inside the study, shifted per case outside.

        The shift is the same for all dates of a case, so that six-monthly spacing stays.
        """
        if day is None or self.purpose not in LEAVES_THE_STUDY:
            return day
        draw = int.from_bytes(self._mac(f"shift|{code}")[:4], "big")
        return day + timedelta(days=draw % (2 * MOST_DAYS + 1) - MOST_DAYS)

    def _mac(self, message: str) -> bytes:
        return hmac.new(self.key, message.encode(), hashlib.sha256).digest()
