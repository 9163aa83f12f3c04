"""Events as plain JSON, for storing and for chaining; the hash is made where the keys are.

Empty fields are left out, so that a field added later never changes the bytes of an old event.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter, ValidationError

from consent.event import Event

_EVENT: TypeAdapter[Event] = TypeAdapter(Event)


class Unreadable(ValueError):
    """Stored text that does not make an event; the message names fields, never their content."""


def event_to_json(event: Event) -> dict[str, Any]:
    """The event by field name; moments in UTC, empty fields left out."""
    found = {one.name: _plain(getattr(event, one.name)) for one in fields(event)}
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def event_from_json(content: Mapping[str, Any]) -> Event:
    """The event that :func:`event_to_json` wrote; Unreadable (a ValueError) where it is none."""
    try:
        return _EVENT.validate_python(dict(content))
    except ValidationError as error:
        places = sorted({".".join(map(str, e["loc"])) or "the whole" for e in error.errors()})
        raise Unreadable(
            f"a stored consent event cannot be read: look at {', '.join(places)}; "
            "restore the row from a backup, the chain shows whether it was changed"
        ) from None


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
