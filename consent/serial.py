"""Events as plain JSON, for storing and for chaining; the hash itself is made where the keys are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from consent.event import ActingAs, Event, EventType, Method, Outcome, Scope

_READERS = {
    "acting_as": ActingAs,
    "type": EventType,
    "method": Method,
    "scope": Scope,
    "outcome": Outcome,
    "effective_at": datetime.fromisoformat,
    "recorded_at": datetime.fromisoformat,
    "valid_to": date.fromisoformat,
    "readers": tuple,
}


def event_to_json(event: Event) -> dict[str, Any]:
    """The event by field name; moments in UTC, empty fields left out."""
    found = {one.name: _plain(getattr(event, one.name)) for one in fields(event)}
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def event_from_json(content: Mapping[str, Any]) -> Event:
    """The event that :func:`event_to_json` wrote; ValueError where it is none."""
    found = {
        name: _READERS[name](value) if name in _READERS else value  # type: ignore[operator]
        for name, value in content.items()
    }
    return Event(**found)


def canonical(event: Event) -> bytes:
    """One way of writing an event: sorted keys, no spaces, UTF-8."""
    content = event_to_json(event)
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def _plain(value: object) -> object:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
