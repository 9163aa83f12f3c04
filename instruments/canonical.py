"""The canonical JSON of a definition: what is stored and hashed at first use."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from instruments.model import Instrument


def canonical_json(instrument: Instrument) -> str:
    """JSON with sorted keys and without empty values; the order of choices is kept as pairs."""
    return json.dumps(_plain(instrument), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        held = {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
        return {name: one for name, one in held.items() if one not in ("", None, [], {}, False)}
    if isinstance(value, Mapping):
        return [[name, _plain(one)] for name, one in value.items()]
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value
