"""Field names of a dictionary that cannot be names here, and what they become."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from instruments.schema import ID_PATTERN

_ID = re.compile(ID_PATTERN)
_REFERENCE = re.compile(r"\[([A-Za-z0-9_]+)(?=[\](:])")
# Names of columns of the analysis file, and endings used beside an item (instruments.sound.names).
_TAKEN = frozenset({"pid", "wave", "party", "informant", "collected_on"})
_ENDINGS = ("__gap", "__remark", "__precision")


def clean(name: str) -> str:
    """A name that can be an id here: lower case, a letter first, no reserved word or ending."""
    text = re.sub(r"[^a-z0-9_]", "_", name.strip().lower()) or "veld"
    if not text[0].isalpha():
        text = f"v_{text.lstrip('_')}"
    while "___" in text:
        text = text.replace("___", "__")
    if text in _TAKEN or text.endswith(_ENDINGS):
        text = f"{text.replace('__', '_')}_veld"
    return text[:100]


def unique(name: str, taken: Iterable[str]) -> str:
    """The name itself, or with the first free number behind it."""
    known = set(taken)
    if name not in known:
        return name
    number = 2
    while f"{name[:96]}_{number}" in known:
        number += 1
    return f"{name[:96]}_{number}"


@dataclass
class Names:
    """The fields of one dictionary: name as typed → id here, and id → item type."""

    ids: dict[str, str] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)

    def add(self, name: str) -> str:
        """The id of a further field; unique within the dictionary, as REDCap demands."""
        made = unique(clean(name), self.ids.values())
        self.ids.setdefault(name.strip(), made)
        return made

    @property
    def renamed(self) -> Mapping[str, str]:
        return {name: made for name, made in self.ids.items() if name != made}

    def expression(self, text: str) -> str:
        """A branching or calculation with renamed fields under their new names."""
        renamed = self.renamed
        if not renamed or "[" not in text:
            return text
        return _REFERENCE.sub(lambda found: "[" + renamed.get(found[1], found[1]), text)


def references(text: str) -> set[str]:
    """Every name between square brackets: fields, and events before them."""
    return set(_REFERENCE.findall(text))
