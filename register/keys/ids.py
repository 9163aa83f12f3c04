"""Random identifiers, wired once: from the operating system, or from a seed in a fictive cohort."""

import base64
import random
import secrets


class Ids:
    """Source of random identifiers and bits."""

    def __init__(self, seed: str | None = None) -> None:
        self._seeded = random.Random(seed) if seed is not None else None

    def new(self) -> str:
        """128 random bits as 22 characters that may stand in an URL."""
        return base64.urlsafe_b64encode(self.bits(128).to_bytes(16, "big")).decode().rstrip("=")

    def bits(self, count: int) -> int:
        """``count`` random bits as an integer."""
        if self._seeded is not None:
            return self._seeded.getrandbits(count)
        return secrets.randbits(count)
