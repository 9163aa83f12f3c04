"""A mapping that keeps its order, cannot change and compares in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeVar

T = TypeVar("T")


class FrozenMap(Mapping[str, T], Generic[T]):
    """Immutable, ordered, hashable mapping of text to ``T``; order counts in ``==``.

    The order of the choices is part of a definition, so two choice lists with the same codes in
    another order are not equal. Compared with an ordinary mapping, order is ignored.
    """

    __slots__ = ("_entries",)
    _entries: dict[str, T]

    def __init__(self, entries: Mapping[str, T] | Iterable[tuple[str, T]] = ()) -> None:
        object.__setattr__(self, "_entries", dict(entries))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a FrozenMap cannot change")

    def __getitem__(self, key: str) -> T:
        return self._entries[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, FrozenMap):
            return list(self._entries.items()) == list(other._entries.items())
        return isinstance(other, Mapping) and self._entries == dict(other)

    def __hash__(self) -> int:
        return hash(tuple(self._entries.items()))

    def __repr__(self) -> str:
        return f"FrozenMap({self._entries!r})"

    def __reduce__(self) -> tuple[type[FrozenMap[T]], tuple[dict[str, T]]]:
        return (FrozenMap, (self._entries,))


EMPTY: FrozenMap[str] = FrozenMap()
