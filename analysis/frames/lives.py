"""Schemas of what lives across waves: episodes, events, goals, advice, feedback, codings."""

from __future__ import annotations

from analysis.frames.columns import Column, FrameSchema
from analysis.frames.people import INFORMANT, PARTY, PID, WAVE


def _bounds(name: str, label: str) -> tuple[Column, ...]:
    """A partial date as three columns: as shown, and the first and last day that it can mean."""
    return (
        Column(name, "text", f"{label} (zoals bekend)"),
        Column(f"{name}_earliest", "date", f"{label}, op zijn vroegst"),
        Column(f"{name}_latest", "date", f"{label}, op zijn laatst"),
    )


EPISODES = FrameSchema(
    "episodes",
    "Verblijfsepisoden",
    ("pid", "episode"),
    "P1 deelname; uit het dossier: P2",
    (
        PID,
        Column("episode", "text", "Episode (code)"),
        Column("state", "text", "Verblijfsstatus", "ret"),
        *_bounds("start", "Begin"),
        *_bounds("end", "Einde"),
        Column("source", "text", "Bron"),
        Column("precision_start", "text", "Nauwkeurigheid van het begin"),
        Column("precision_end", "text", "Nauwkeurigheid van het einde"),
    ),
)

EVENTS = FrameSchema(
    "events",
    "Gebeurtenissen",
    ("pid", "event"),
    "P1 deelname; uit het dossier: P2",
    (
        PID,
        Column("event", "text", "Gebeurtenis (code)"),
        Column("kind", "text", "Soort gebeurtenis"),
        *_bounds("on", "Datum"),
        Column("source", "text", "Bron"),
        Column("independent", "flag", "Los van de aanloop gedateerd"),
    ),
)

MOMENTS = FrameSchema(
    "moments",
    "Cruciale momenten",
    ("pid", "moment"),
    "P1 deelname",
    (
        PID,
        Column("moment", "text", "Moment (code)"),
        Column("kind", "text", "Soort moment"),
        *_bounds("on", "Datum"),
        INFORMANT,
        Column("direction", "text", "Richting volgens de informant"),
    ),
)

GOALS = FrameSchema(
    "goals",
    "Doelen",
    ("pid", "goal", "wave", "informant"),
    "P1 deelname",
    (
        PID,
        Column("goal", "text", "Doel (code)"),
        WAVE,
        INFORMANT,
        Column("domain", "text", "Leefgebied"),
        Column("weight", "number", "Gewicht"),
        Column("level", "int", "Behaald niveau (−2 tot +2)"),
        Column("set_on", "date", "Gesteld op"),
        Column("scored_on", "date", "Gescoord op"),
    ),
)

ADVICE = FrameSchema(
    "advice",
    "Adviezen",
    ("pid", "advice"),
    "P1 deelname",
    (
        PID,
        Column("advice", "text", "Advies (code)"),
        WAVE,
        Column("theme", "text", "Thema"),
        Column("addressee", "text", "Gericht aan"),
        Column("given_on", "date", "Gegeven op"),
        Column("response", "text", "Reactie"),
        Column("responded_on", "date", "Reactie op"),
        Column("state", "text", "Toestand van de opvolging"),
        Column("acted_on", "date", "Uitgevoerd op"),
        Column("ended_on", "date", "Niet meer van toepassing sinds"),
        Column("reason", "text", "Reden van (niet) opvolgen"),
    ),
)

FEEDBACK = FrameSchema(
    "feedback",
    "Terugkoppelmomenten",
    ("pid", "feedback"),
    "P1 deelname",
    (
        PID,
        Column("feedback", "text", "Terugkoppeling (code)"),
        WAVE,
        Column("given_on", "date", "Teruggekoppeld op"),
        Column("audience", "text", "Aan wie"),
        Column("form", "text", "Vorm"),
    ),
)

CHAINS = FrameSchema(
    "chains",
    "Ketens van verandering",
    ("pid", "chain", "link"),
    "P1 deelname",
    (
        PID,
        Column("chain", "text", "Keten (code)"),
        Column("link", "text", "Schakel"),
        Column("on", "date", "Datum"),
        Column("refers_to", "text", "Verwijst naar (code)"),
        Column("strength", "text", "Sterkte van het bewijs"),
        Column("against", "flag", "Bewijs tegen de keten"),
    ),
)

SESSIONS = FrameSchema(
    "sessions",
    "Leersessies",
    ("session", "pid"),
    "P4 leersessie",
    (
        Column("session", "text", "Leersessie (code)"),
        PID,
        Column("held_on", "date", "Gehouden op"),
        Column("region_group", "text", "Regiogroep", "ret"),
        Column("n_present", "int", "Aantal aanwezigen"),
        Column("themes", "text", "Thema’s (gescheiden door ;)"),
    ),
)

CODINGS = FrameSchema(
    "codings",
    "Coderingen van segmenten",
    ("pid", "coding"),
    "P1 deelname; transcript: P3",
    (
        PID,
        Column("coding", "text", "Codering (code)"),
        Column("segment", "text", "Segment (code)"),
        Column("code", "text", "Code uit het codeboek"),
        Column("coder", "text", "Codeur (C1, C2 …)"),
        WAVE,
        INFORMANT,
        PARTY,
        Column("coded_on", "date", "Gecodeerd op"),
        Column("value", "int", "Waardering, waar de code die heeft"),
    ),
)

SYNOPSES = FrameSchema(
    "synopses",
    "Casussynopses",
    ("pid", "wave", "cell"),
    "P1 deelname; tekst alleen bij een doel dat haar noemt",
    (
        PID,
        WAVE,
        Column("cell", "text", "Cel (code)"),
        Column("theme", "text", "Thema"),
        INFORMANT,
        Column("text", "text", "Geschreven samenvatting"),
        Column("segments", "text", "Segmenten waarop zij rust (gescheiden door ;)"),
        Column("kind", "text", "Soort (synopsis, trajectsamenvatting, memo, negatieve casus)"),
    ),
)

SCHEMAS = (
    EPISODES,
    EVENTS,
    MOMENTS,
    GOALS,
    ADVICE,
    FEEDBACK,
    CHAINS,
    SESSIONS,
    CODINGS,
    SYNOPSES,
)
