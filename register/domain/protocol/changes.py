"""From one version of a protocol to the next: every change, and to which cases it applies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from register.domain.errors import Blocker
from register.domain.protocol.model import Protocol


class Applies(StrEnum):
    """To whom a change applies from the day it is taken into use."""

    NEW = "nieuwe casussen"
    FORWARD = "wat nog niet begonnen is, ook bij lopende casussen"
    ALL = "alle casussen, ook wat er al is"
    NOBODY = "niemand: alleen tekst"


@dataclass(frozen=True)
class Change:
    """One change. path: names in the file, list entries by their own id; was, becomes: as written,
    None where nothing stood or stands; blocking: why it may not be taken into use, or None."""

    path: str
    was: str | None
    becomes: str | None
    applies: Applies
    blocking: Blocker | None = None

    @property
    def sentence(self) -> str:
        """The change in one Dutch line."""
        if self.was is None:
            what = f"erbij: {self.becomes}"
        elif self.becomes is None:
            what = f"vervalt: {self.was}"
        else:
            what = f"was {self.was}, wordt {self.becomes}"
        return f"{self.path}: {what} – geldt voor {self.applies}"


# The longest prefix of a path decides. Patterns hold `*` for a list entry's own id.
_RULES: Mapping[str, Applies] = {
    "version": Applies.NOBODY,
    "title": Applies.NOBODY,
    "landsdeel": Applies.NOBODY,
    "start": Applies.ALL,
    "months": Applies.FORWARD,
    "governance": Applies.ALL,
    "governance.verdicts": Applies.NEW,
    "governance.permissions": Applies.NEW,
    "places": Applies.NEW,
    "places.region_groups": Applies.ALL,
    "places.setting_groups": Applies.ALL,
    "places.states": Applies.ALL,
    "schedule.phases": Applies.NOBODY,
    "schedule.cohorts": Applies.NEW,
    "schedule.limits": Applies.FORWARD,
    "schedule.contribution_sets": Applies.FORWARD,
    "schedule.waves": Applies.FORWARD,
    "schedule.instrument_versions": Applies.FORWARD,
    "agreement": Applies.ALL,
    "agreement.letters": Applies.NEW,
    "measures": Applies.ALL,
    "measures.targets": Applies.NEW,
}
_KEYS = ("id", "code", "no", "institution", "body", "informant", "step")


def plan(old: Protocol, new: Protocol) -> list[Change]:
    """Every change from old to new, in file order; empty when nothing differs but the layout."""
    before, after = old.model_dump(mode="json"), new.model_dump(mode="json")
    found = [_change(*parts) for parts in _differences((), before, after)]
    if found and old.version == new.version:
        found.append(
            Change(
                "version",
                old.version,
                new.version,
                Applies.NOBODY,
                Blocker(
                    "same_version",
                    "De inhoud is anders, maar het versienummer niet.",
                    "Geef het protocol een nieuw versienummer.",
                ),
            )
        )
    return found


def plan_blockers(changes: list[Change]) -> tuple[Blocker, ...]:
    """Why the new version may not be taken into use."""
    return tuple(change.blocking for change in changes if change.blocking)


Path = tuple[str, ...]


def _differences(path: Path, old: Any, new: Any) -> Iterator[tuple[Path, Any, Any]]:
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in (*old, *(key for key in new if key not in old)):
            yield from _differences((*path, key), old.get(key), new.get(key))
    elif _keyed(old) and _keyed(new):
        yield from _differences(path, _by_key(old), _by_key(new))
    else:
        yield path, old, new


def _keyed(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(_key(entry) for entry in value)


def _key(entry: Any) -> str | None:
    if not isinstance(entry, dict):
        return None
    if "instrument" in entry and "informant" in entry:
        return f"{entry['informant']}/{entry['instrument']}"
    if "instrument" in entry and "version" in entry:
        return f"{entry['instrument']}@{entry['version']}"
    if "cohort" in entry:
        return f"{entry['cohort']}/{entry['region'] or entry['setting_group']}"
    if "audience" in entry and "version" in entry:
        return f"{entry['id']}/{entry['version']}"
    return next((str(entry[name]) for name in _KEYS if name in entry), None)


def _by_key(entries: list[Any]) -> dict[str, Any]:
    return {str(_key(entry)): entry for entry in entries}


def _change(path: Path, old: Any, new: Any) -> Change:
    dotted = ".".join(path)
    return Change(dotted, _shown(old), _shown(new), _applies(dotted), _blocking(path, old, new))


def _applies(dotted: str) -> Applies:
    fitting = [rule for rule in _RULES if f"{dotted}.".startswith(f"{rule}.")]
    return _RULES[max(fitting, key=len)] if fitting else Applies.ALL


def _shown(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, dict):
        inner = ", ".join(f"{key} {_shown(part)}" for key, part in value.items() if part)
        return inner or "leeg"
    if isinstance(value, list):
        return ", ".join(str(_shown(part)) for part in value) or "leeg"
    return str(value)


def _blocking(path: Path, old: Any, new: Any) -> Blocker | None:
    if path == ("id",):
        return Blocker(
            "other_study",
            "Dit is een ander onderzoek: een installatie draait één protocol.",
            "Maak een nieuwe installatie voor een ander onderzoek.",
        )
    if path == ("start",):
        return Blocker(
            "start_moved",
            "De start van de studie verschuift; alle cohorten schuiven mee.",
            "Laat de start staan en pas de cohorten aan.",
        )
    removed = new is None and old is not None
    used = path[:2] in _REFERRED and len(path) == 3
    if removed and used:
        return Blocker(
            "removed_in_use",
            f"“{path[2]}” kan in bestaande gegevens voorkomen en mag niet vervallen.",
            "Laat het staan; gebruik het voor nieuwe casussen niet meer.",
        )
    return None


_REFERRED = frozenset(
    {
        ("places", "regions"),
        ("places", "rets"),
        ("places", "settings"),
        ("places", "states"),
        ("schedule", "cohorts"),
        ("schedule", "waves"),
        ("agreement", "purposes"),
        ("agreement", "data_classes"),
        ("agreement", "letters"),
    }
)
