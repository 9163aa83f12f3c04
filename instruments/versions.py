"""What changed between two versions of an instrument, and how their answers make one series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

from instruments.answers import Answer
from instruments.frozen import EMPTY, FrozenMap
from instruments.item import Item
from instruments.model import Change, Instrument
from instruments.words import CHANGES

# What may differ while an item keeps its meaning: its place, its looks, its handling.
_LOOKS = frozenset({"pictogram", "seconds", "part", "vorige", "redcap", "translations", "matrix"})
_MEANING = frozenset({"type", "unit", "calculation", "format"})


class UndeclaredChange(ValueError):
    """A new version says less than what changed; the message names the items and what to write."""


@dataclass(frozen=True)
class Difference:
    """What happened to one item: ``change`` of `words.CHANGES`, the changed keys, the old id."""

    item: str
    change: str
    was: str
    keys: tuple[str, ...] = ()
    codes: FrozenMap[str] = EMPTY
    note: str = ""

    @property
    def words(self) -> str:
        """One Dutch line."""
        said = f"{self.item}: {CHANGES[self.change]}"
        if self.was and self.was != self.item:
            said += f" (was {self.was})"
        if self.codes:
            said += "; codes " + ", ".join(f"{a} → {b or '–'}" for a, b in self.codes.items())
        if self.keys and self.change == "kept":
            said += f"; tekst of kenmerk anders: {', '.join(self.keys)}"
        return said + (f". {self.note}" if self.note else "")


def differences(old: Instrument, new: Instrument) -> tuple[Difference, ...]:
    """Per item of either version what happened, in the order of the new one, dropped ones last.

    Raises `UndeclaredChange` where codes or meaning changed under the same id without a word.
    """
    declared = {change.item: change for change in (new.changes.items if new.changes else ())}
    found = [_difference(item, old, declared) for item in new.fields.values()]
    undeclared = [one.item for one in found if one.change == "kept" and _turned(one, old, new)]
    if undeclared:
        raise UndeclaredChange(
            f"In {new.key} veranderde de betekenis van: {', '.join(undeclared)}. "
            "Schrijf bij changes wat er veranderde (recoded met codes), of geef een nieuwe naam."
        )
    taken = {one.was for one in found}
    gone = [name for name in old.fields if name not in taken and name not in new.fields]
    notes = {name: declared[name].note for name in gone if name in declared}
    return (*found, *(Difference(n, "dropped", n, note=notes.get(n, "")) for n in gone))


def _difference(item: Item, old: Instrument, declared: dict[str, Change]) -> Difference:
    change = declared.get(item.id)
    was = change.was if change is not None and change.was else item.id
    before = old.fields.get(was)
    if before is None or (change is not None and change.change == "new"):
        return Difference(item.id, "new", "", note=change.note if change is not None else "")
    keys = tuple(
        one.name
        for one in fields(Item)
        if one.name not in (*_LOOKS, "id", "rows")
        and getattr(before, one.name) != getattr(item, one.name)
    )
    if change is None:
        return Difference(item.id, "kept", was, keys)
    return Difference(item.id, change.change, was, keys, change.codes, change.note)


def _turned(one: Difference, old: Instrument, new: Instrument) -> bool:
    """Whether an item that says "kept" means something else: other type, unit or lost codes."""
    before, after = old.fields[one.was], new.fields[one.item]
    lost = set(before.codes) - set(after.codes)
    return bool(lost) or bool(_MEANING & set(one.keys))


@dataclass(frozen=True)
class Series:
    """Which item of which version feeds one item of the newest version.

    ``steps``: per version (oldest first) the item id there and old code → code of the newest
    version for codes that changed; a version without the item is absent.
    """

    item: str
    steps: FrozenMap[tuple[str, FrozenMap[str]]]


def harmonised(versions: Sequence[Instrument]) -> tuple[Series, ...]:
    """The series of every item of the newest version; ``versions`` run from old to new.

    Raises `UndeclaredChange` as `differences` does.
    """
    newest = versions[-1]
    chains = {name: [(newest.version, name, EMPTY)] for name in newest.fields}
    for old, new in zip(reversed(versions[:-1]), reversed(versions), strict=False):
        back = {one.item: one for one in differences(old, new) if one.was}
        for chain in chains.values():
            version, name, codes = chain[-1]
            one = back.get(name)
            if version == new.version and one is not None and one.change != "dropped":
                chain.append((old.version, one.was, _composed(one.codes, codes, old, one.was)))
    return tuple(
        Series(name, FrozenMap((v, (item, codes)) for v, item, codes in reversed(chain)))
        for name, chain in chains.items()
    )


def _composed(
    step: FrozenMap[str], later: FrozenMap[str], old: Instrument, item: str
) -> FrozenMap[str]:
    """Old code → newest code, through what changed now and what changed later."""
    found: dict[str, str] = {}
    for code in [*old.fields[item].codes, *step]:
        after = step.get(code, code)
        newest = later.get(after, after) if after else ""
        if newest != code:
            found[code] = newest
    return FrozenMap(found)


def recoded(answer: Answer, codes: FrozenMap[str]) -> Answer | None:
    """The answer in the codes of the newest version; None where its code has no successor."""
    value = answer.value
    if value is None or not codes:
        return answer
    if isinstance(value, tuple):
        kept = tuple(after for code in value if (after := codes.get(code, code)))
        return Answer(kept, None, answer.precision, answer.remark) if kept else None
    if not isinstance(value, str):
        return answer
    after = codes.get(value, value)
    return Answer(after, None, answer.precision, answer.remark) if after else None
