"""The reference pages of this room: the frames, column by column, and the standing cautions."""

from __future__ import annotations

from collections.abc import Mapping

from analysis import cautions
from analysis.frames import SCHEMAS, FrameSchema, schema_of

KINDS = {
    "text": "tekst",
    "int": "geheel getal",
    "number": "getal",
    "flag": "ja/nee",
    "date": "datum",
}
KNOWN = {"ret": "RET", "nobody": "niemand"}


def pages() -> Mapping[str, str]:
    return {"frames.md": _frames(), "cautions.md": _cautions()}


def _frames() -> str:
    schemas = [*SCHEMAS.values(), schema_of("answers_instrument")]
    head = [
        "# Het analysebestand, kolom voor kolom",
        "",
        "Elke tabel heeft een sleutel, vaste kolommen in vaste volgorde en een toestemmingsgrond.",
        "Een tabel die er niet is, is leeg met dezelfde kolommen. De laatste kolom zegt wie buiten",
        "het onderzoek het gegeven al kan kennen (RULES D8). `answers_<instrument>` krijgt achter",
        "deze kolommen één kolom per item, en `<item>__gap` met de reden als er geen antwoord is.",
        "",
    ]
    return "\n".join([*head, *(line for schema in schemas for line in _one(schema))])


def _one(schema: FrameSchema) -> list[str]:
    rows = [
        f"| `{c.name}` | {c.label} | {KINDS[c.kind]} | {KNOWN[c.known_to]} |"
        for c in schema.columns
    ]
    name = schema.name.replace("answers_instrument", "answers_<instrument>")
    key = ", ".join(f"`{column}`" for column in schema.key)
    return [
        f"## `{name}` – {schema.label}",
        "",
        f"Sleutel: {key}. Grond: {schema.consent_basis}.",
        "",
        "| kolom | betekenis | soort | bekend bij |",
        "|---|---|---|---|",
        *rows,
        "",
    ]


def _cautions() -> str:
    rows = [f"- **{caution.code}** – {caution.text}" for caution in cautions.ALL]
    return "\n".join(
        [
            "# Wat dit ontwerp niet kan laten zien",
            "",
            "Deze waarschuwingen staan bij elk resultaat dat zij raken.",
            "",
            *rows,
        ]
    )
