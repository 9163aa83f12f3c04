"""Schemas that only a quality extract holds: every row, with what services know as columns.

Where consent forbids a datum, its row has pseudonym, dates, state and the refusing step only.
"""

from __future__ import annotations

from analysis.frames.columns import Column, FrameSchema
from analysis.frames.lives import EPISODES
from analysis.frames.people import INFORMANT, INSTRUMENT, PARTY, PID, WAVE

BASIS = "kwaliteit: alle rijen; zonder toestemming alleen pseudoniem, datums, stand en stap"

SUBJECTS = FrameSchema(
    "subjects",
    "Jeugdigen, alle rijen",
    ("pid",),
    BASIS,
    (
        PID,
        Column("cohort", "text", "Cohort", "ret"),
        Column("region", "text", "Verantwoordelijke regio", "ret"),
        Column("setting", "text", "Setting op de inclusiedatum", "ret"),
        Column("included_on", "date", "Inclusiedatum", "ret"),
        Column("t0_on", "date", "Datum van de 0-meting"),
        Column("exit_on", "date", "Gestopt op"),
        Column("refused_step", "int", "Stap die gebruik weigert"),
        Column("refused_reason", "text", "Reden van weigeren (code)"),
        Column("age_months_inclusion", "int", "Leeftijd bij inclusie (maanden)", "ret"),
        Column("ground_18", "flag", "Grond voor jeugdhulp vanaf 18 vastgelegd"),
        Column("check_symbol_fits", "flag", "Controleteken van het pseudoniem klopt"),
        Column("birth_agrees", "flag", "Geboortedatum gelijk in kluis en register"),
        Column("birth_day_coded", "flag", "Geboren op 1 januari of 1 juli"),
        Column("ret_discussed_on", "date", "Besproken in het RET op", "ret"),
        Column("region_responsible", "flag", "RET bedient de regio", "ret"),
        Column("authority_known", "int", "Bekende gezagsdragers bij inclusie"),
        Column("authority_decided", "int", "Gezagsdragers die beslisten"),
        Column("reconsent_state", "text", "Hernieuwen: aanstaande, te_laat of voorbij"),
        Column("duplicates", "int", "Andere casussen met dezelfde jeugdige volgens de kluis"),
        Column("family_unlinked", "flag", "Ouder ook in een casus die niet als gezin is gekoppeld"),
    ),
)

COLLECTED = FrameSchema(
    "collected",
    "Bijdragen, alle rijen",
    ("pid", "row"),
    BASIS,
    (
        PID,
        WAVE,
        INFORMANT,
        PARTY,
        INSTRUMENT,
        Column("row", "text", "Bijdrage (code)"),
        Column("part", "text", "Kern of extra"),
        Column("relation", "text", "Relatie tot de jeugdige"),
        Column("state", "text", "Toestand"),
        Column("state_reason", "text", "Reden van de toestand (code)"),
        Column("target_on", "date", "Streefdatum"),
        Column("opens_on", "date", "Periode opent op"),
        Column("closes_on", "date", "Periode sluit op"),
        Column("collected_on", "date", "Verzameld op"),
        Column("recorded_on", "date", "Voor het eerst ingevoerd op"),
        Column("interviewer", "text", "Wie invoerde (code)"),
        Column("consent_step", "int", "Stap die gebruik weigert"),
        Column("consent_reason", "text", "Reden van weigeren (code)"),
    ),
)

SHEETS = FrameSchema(
    "sheets",
    "Kenmerken van ingevulde bladen",
    ("pid", "row"),
    BASIS,
    (
        PID,
        WAVE,
        INFORMANT,
        PARTY,
        INSTRUMENT,
        Column("row", "text", "Bijdrage (code)"),
        Column("age_years", "int", "Leeftijd op de dag van afname"),
        Column("age_from", "int", "Vragenlijst vanaf (jaar)"),
        Column("age_to", "int", "Vragenlijst tot (jaar, niet meegerekend)"),
        Column("seconds", "number", "Invultijd (seconden)"),
        Column("n_answered", "int", "Beantwoorde vragen"),
        Column("n_unexplained", "int", "Zichtbare verplichte vragen zonder antwoord en reden"),
        Column("school", "text", "Onderwijs volgens dit blad (code)"),
        Column("n_places", "int", "Aantal plekken volgens dit blad"),
        Column("double_entered", "flag", "Dubbel ingevoerd"),
    ),
)

STAYS = FrameSchema(
    "stays",
    "Levenslijn, alle rijen",
    ("pid", "episode"),
    BASIS,
    (
        *EPISODES.columns,
        Column("provider", "text", "Aanbieder (versleutelde code)"),
        Column("end_reason", "text", "Reden van einde"),
        Column("bed_reserved", "flag", "Plek vrijgehouden"),
        Column("before_birth", "flag", "Begint zeker vóór de geboorte"),
        Column("age_months_start", "int", "Leeftijd bij het begin (maanden)"),
        Column("months_past_18", "number", "Maanden na de 18e verjaardag bij het einde"),
        Column("refused", "flag", "Inhoud geweigerd door toestemming"),
    ),
)

AUTHORISATIONS = FrameSchema(
    "authorisations",
    "Machtigingen",
    ("pid", "authorisation"),
    BASIS,
    (
        PID,
        Column("authorisation", "text", "Machtiging (code)"),
        Column("from_on", "date", "Eerste dag"),
        Column("to_on", "date", "Laatste dag"),
    ),
)

TEXTS = FrameSchema(
    "texts",
    "Vrije teksten, zonder de tekst",
    ("pid", "text"),
    BASIS,
    (
        PID,
        WAVE,
        Column("text", "text", "Tekst (code)"),
        Column("name_hits", "int", "Treffers van de namenwacht"),
        Column("offsets_outside", "int", "Coderingen buiten de tekst"),
        Column("changed_since_coding", "flag", "Gewijzigd na het coderen"),
    ),
)

SNAPSHOTS = FrameSchema(
    "snapshots",
    "Open analysebestanden",
    ("snapshot",),
    BASIS,
    (
        Column("snapshot", "text", "Analysebestand (code)"),
        Column("purpose", "text", "Doel"),
        Column("n_cases", "int", "Jeugdigen in het bestand"),
        Column("n_no_longer", "int", "Van hen zonder geldige toestemming vandaag"),
    ),
)

SCHEMAS = (SUBJECTS, COLLECTED, SHEETS, STAYS, AUTHORISATIONS, TEXTS, SNAPSHOTS)
