"""Schemas of the frames about youths, waves, contributions and scores."""

from __future__ import annotations

from analysis.frames.columns import Column, FrameSchema

PID = Column("pid", "text", "Pseudoniem voor deze ontvanger")
WAVE = Column("wave", "text", "Meting")
INFORMANT = Column("informant", "text", "Informant")
PARTY = Column("party", "text", "Partij (code)")
INSTRUMENT = Column("instrument", "text", "Instrument")

CASES = FrameSchema(
    "cases",
    "Jeugdigen",
    ("pid",),
    "P1 deelname",
    (
        PID,
        Column("cohort", "int", "Cohort", "ret"),
        Column("region", "text", "Regio", "ret"),
        Column("region_group", "text", "Regiogroep", "ret"),
        Column("setting", "text", "Setting op de inclusiedatum", "ret"),
        Column("setting_group", "text", "Groep van settings", "ret"),
        Column("gender", "text", "Geslacht", "ret"),
        Column("age_months_t0", "int", "Leeftijd bij de 0-meting (maanden)", "ret"),
        Column("included_on", "date", "Inclusiedatum", "ret"),
        Column("t0_on", "date", "Datum van de 0-meting"),
        Column("exit_on", "date", "Gestopt met het onderzoek op"),
        Column("exit_reason", "text", "Reden van stoppen"),
        Column("family", "text", "Gezin (gelijk bij broers en zussen)"),
    ),
)

PERSON_TIME = FrameSchema(
    "person_time",
    "Volgtijd per jeugdige",
    ("pid", "entry"),
    "P1 deelname",
    (
        PID,
        Column("entry", "date", "Begin van de volgtijd"),
        Column("exit", "date", "Einde van de volgtijd"),
        Column("reason", "text", "Reden van het einde"),
        Column("months", "number", "Gevolgde tijd (maanden)"),
    ),
)

WAVES = FrameSchema(
    "waves",
    "Metingen",
    ("pid", "wave"),
    "P1 deelname",
    (
        PID,
        WAVE,
        Column("months", "int", "Maanden na de 0-meting"),
        Column("target_on", "date", "Streefdatum"),
        Column("opens_on", "date", "Periode opent op"),
        Column("closes_on", "date", "Periode sluit op"),
        Column("due", "flag", "Nu te doen of geweest op de peildatum"),
        Column("moved_by_hand", "flag", "Streefdatum met de hand verzet"),
    ),
)

CONTRIBUTIONS = FrameSchema(
    "contributions",
    "Bijdragen",
    ("pid", "wave", "informant", "party", "instrument"),
    "P1 deelname",
    (
        PID,
        WAVE,
        INFORMANT,
        PARTY,
        INSTRUMENT,
        Column("instrument_version", "text", "Versie van het instrument"),
        Column("state", "text", "Toestand"),
        Column("due", "flag", "Telt mee op de peildatum"),
        Column("collected_on", "date", "Verzameld op"),
        Column("timing", "text", "Ligging ten opzichte van de periode"),
    ),
)

ANSWERS = FrameSchema(
    "answers",
    "Antwoorden op één instrument",
    ("pid", "wave", "informant", "party"),
    "P1 deelname; per item de eigen toestemmingsklasse",
    (
        PID,
        WAVE,
        PARTY,
        INFORMANT,
        Column("collected_on", "date", "Verzameld op"),
        Column("instrument_version", "text", "Versie waarin is geantwoord"),
    ),
    open=True,
)

SCORES = FrameSchema(
    "scores",
    "Schaalscores",
    ("pid", "wave", "informant", "party", "instrument", "scale"),
    "P1 deelname",
    (
        PID,
        WAVE,
        INFORMANT,
        PARTY,
        INSTRUMENT,
        Column("scale", "text", "Schaal"),
        Column("score", "number", "Score"),
        Column("n_items", "int", "Aantal items van de schaal"),
        Column("n_answered", "int", "Aantal beantwoorde items"),
        Column("why_missing", "text", "Waarom er geen score is"),
    ),
)

SCHEMAS = (CASES, PERSON_TIME, WAVES, CONTRIBUTIONS, SCORES)
