"""All frames by name (ARCHITECTURE §4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analysis.frames import checking, lives, people, system
from analysis.frames.columns import Column, FrameError, FrameSchema

SCHEMAS: dict[str, FrameSchema] = {
    schema.name: schema
    for schema in (*people.SCHEMAS, *lives.SCHEMAS, *system.SCHEMAS, *checking.SCHEMAS)
}

ANSWERS = "answers_"


def schema_of(name: str, items: Sequence[Column] = ()) -> FrameSchema:
    """The schema of a frame by name; `answers_<instrument>` takes the instrument's item columns."""
    if name.startswith(ANSWERS) and name.isidentifier():
        return replace(people.ANSWERS, name=name).with_columns(tuple(items))
    if name not in SCHEMAS:
        raise FrameError(
            f"Er is geen frame “{name}”; kies {', '.join(SCHEMAS)} of answers_<instrument>"
        )
    return SCHEMAS[name].with_columns(tuple(items))
