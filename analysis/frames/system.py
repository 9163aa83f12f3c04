"""Schemas of the frames that are not about one youth: RET, flow, agenda, comments, budget."""

from __future__ import annotations

from analysis.frames.columns import Column, FrameSchema

RET = FrameSchema(
    "ret",
    "RET-registraties (naamloos)",
    ("key",),
    "P0 steekproefkader",
    (
        Column("key", "text", "Sleutel van de registratie", "ret"),
        Column("ret", "text", "RET", "ret"),
        Column("year", "int", "Jaar", "ret"),
        Column("region_group", "text", "Regiogroep", "ret"),
        Column("age_band", "text", "Leeftijdsgroep", "ret"),
        Column("gender", "text", "Geslacht", "ret"),
        Column("setting", "text", "Setting", "ret"),
        Column("referrer", "text", "Soort aanmelder", "ret"),
        Column("flow_step", "text", "Stap in de stroom", "ret"),
        Column("themes", "text", "Thema’s (gescheiden door ;)", "ret"),
        Column("client", "text", "Cliënt (versleutelde sleutel)", "ret"),
    ),
)

FLOW = FrameSchema(
    "flow",
    "Stroom van registratie naar meting",
    ("step", "region_group"),
    "P0 steekproefkader",
    (
        Column("step", "text", "Stap", "ret"),
        Column("region_group", "text", "Regiogroep", "ret"),
        Column("n_registrations", "int", "Aantal registraties", "ret"),
        Column("n_clients", "int", "Aantal cliënten", "ret"),
    ),
)

AGENDA = FrameSchema(
    "agenda",
    "Verbeteragenda",
    ("barrier",),
    "P1 deelname (geaggregeerd)",
    (
        Column("barrier", "text", "Knelpunt (code)"),
        Column("theme", "text", "Thema"),
        Column("region_group", "text", "Regiogroep", "ret"),
        Column("opened_on", "date", "Op de agenda sinds"),
        Column("plan_on", "date", "Plan vastgesteld op"),
        Column("state", "text", "Toestand"),
        Column("n_cases", "int", "Aantal jeugdigen met bewijs"),
    ),
)

COMMENTS = FrameSchema(
    "comments",
    "Reacties op een rapport",
    ("comment",),
    "P1 deelname (geaggregeerd)",
    (
        Column("comment", "text", "Reactie (code)"),
        Column("report", "text", "Rapport (code)"),
        Column("role", "text", "Rol"),
        Column("given_on", "date", "Gegeven op"),
        Column("handled", "text", "Afhandeling"),
    ),
)

BUDGET = FrameSchema(
    "budget",
    "Uren en belasting",
    ("kind", "month"),
    "geen persoonsgegevens",
    (
        Column("kind", "text", "Soort inzet"),
        Column("month", "text", "Maand (jjjj-mm)"),
        Column("hours", "number", "Uren"),
        Column("n_cases", "int", "Aantal jeugdigen"),
    ),
)

SCHEMAS = (RET, FLOW, AGENDA, COMMENTS, BUDGET)
