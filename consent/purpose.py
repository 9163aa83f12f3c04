"""Purposes and data classes: for what, on which ground, and which kinds of data (RULES §0, D2)."""

from __future__ import annotations

from dataclasses import dataclass

ALL = "*"
"""An event with this purpose counts for every purpose (only for a no, never for a yes)."""

FRAME = "P0"
"""The sampling frame: outside the consent ledger, a branch of its own (RULES §0, D1)."""


@dataclass(frozen=True, slots=True)
class DataClass:
    """A kind of data, and the purpose under which it is collected."""

    code: str
    title: str
    collected_under: str


@dataclass(frozen=True, slots=True)
class Purpose:
    """One yes/no in a letter.

    ``also_covers``: earlier versions of this purpose whose consent still counts (a new version
    that *updates*; one that *extends* leaves it empty). ``rests_on``: purposes that must be
    allowed as well. ``default_term``: months after which a consent without end date expires.
    ``needs_release``: every datum must be released for the reader by its source (D5).
    """

    code: str
    version: int
    title: str
    legal_basis: str
    data_classes: frozenset[str]
    recipients: frozenset[str]
    rests_on: tuple[str, ...] = ()
    also_covers: frozenset[int] = frozenset()
    default_term: int | None = None
    needs_release: bool = False

    def __post_init__(self) -> None:
        if self.version < 1:
            raise ValueError("a purpose version starts at 1; give the version of the protocol")
        if self.default_term is not None and self.default_term < 1:
            raise ValueError("a term is at least 1 month; leave it out where there is none")

    def covered_by(self, version: int) -> bool:
        """Whether consent to this version of the purpose still covers today's text."""
        return version == self.version or version in self.also_covers
