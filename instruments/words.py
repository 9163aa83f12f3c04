"""The closed word lists of the definition language, with their Dutch words for screens."""

from __future__ import annotations

from typing import Final

ITEM_TYPES: Final = {
    "text": "korte tekst",
    "note": "lange tekst",
    "integer": "geheel getal",
    "number": "getal",
    "date": "datum",
    "time": "tijdstip",
    "choice": "één keuze",
    "multichoice": "meer keuzes",
    "yesno": "ja of nee",
    "slider": "schuif",
    "matrix": "rooster van vragen met dezelfde antwoorden",
    "calculated": "berekend",
    "descriptive": "toelichting zonder vraag",
    "group": "herhaalde groep",
}
PRIVACY: Final = {
    "public": "openbaar",
    "config": "instelling",
    "pseudonymous": "gepseudonimiseerd",
    "quasi-identifying": "samen met andere gegevens herleidbaar",
    "sensitive": "bijzonder of gevoelig",
    "criminal": "strafrechtelijk",
    "identifying": "direct herleidbaar",
    "secret": "geheim",
}
ABOUT: Final = {
    "youth": "de jeugdige",
    "self": "de informant zelf",
    "family": "het gezin",
    "third_party": "iemand anders",
}
KNOWN_TO: Final = {"ret": "bekend bij het RET", "nobody": "bij niemand anders bekend"}
PREVIOUS: Final = {
    "vooraf": "vorig antwoord staat ernaast",
    "na_antwoord": "vorig antwoord verschijnt na het antwoord",
    "nooit": "vorig antwoord wordt niet getoond",
}
PARTS: Final = {"core": "kern", "extra": "extra"}
INFORMANTS: Final = {
    "jeugdige": "jeugdige",
    "ouder": "ouder of verzorger",
    "belangrijke_ander": "belangrijke ander",
    "professional": "professional",
    "dossier": "dossier",
}
AUDIENCES: Final = {
    "youth_8_11": "jeugdige van 8–11 jaar",
    "youth_12": "jeugdige vanaf 12 jaar",
    "youth_16": "jeugdige vanaf 16 jaar",
    "adult": "ouder, verzorger of naaste",
    "professional": "professional",
    "researcher": "onderzoeker",
}
PRECISIONS: Final = {
    "dag": "op de dag",
    "maand": "op de maand",
    "seizoen": "op het seizoen",
    "jaar": "op het jaar",
    "geschat": "geschat",
}
FORMATS: Final = {
    "email": "e-mailadres",
    "phone": "telefoonnummer",
    "postcode": "postcode (1234 AB)",
    "letters": "alleen letters",
    "datetime": "datum en tijd (jjjj-mm-dd uu:mm)",
    "datetime_seconds": "datum en tijd (jjjj-mm-dd uu:mm:ss)",
    "time_seconds": "tijd (uu:mm:ss)",
}
UNITS: Final = {
    "case": "een jeugdige",
    "ret": "een RET-registratie",
    "team": "een team of RET",
    "session": "een sessie of bijeenkomst",
}
STORES: Final = {"register": "het register", "vault": "alleen de kluis"}
ENTITIES: Final = {
    "episode": "periode van wonen, hulp, school of maatregel",
    "life_event": "levensgebeurtenis",
    "crucial_moment": "cruciaal moment",
    "goal": "doel",
    "advice": "advies",
    "feedback_moment": "terugkoppelmoment",
    "session": "sessie",
    "agreed_action": "afgesproken actie",
    "bottleneck": "knelpunt",
    "chain_step": "stap in de veranderketen",
    "need": "wat nodig is en wie dat doet",
    "ret_registration": "RET-registratie",
}
METHODS: Final = {
    "sum": "som",
    "mean": "gemiddelde",
    "count": "aantal",
    "gas": "GAS-T-score",
    "table": "omzettingstabel",
    "none": "geen score",
}
ROUNDINGS: Final = {"half_up": "halven naar boven", "none": "niet afronden"}
DIRECTIONS: Final = {"better": "hoger is gunstiger", "worse": "hoger is ongunstiger"}
CHANGES: Final = {
    "kept": "gelijk gebleven",
    "renamed": "hernoemd",
    "recoded": "anders gecodeerd",
    "dropped": "vervallen",
    "new": "nieuw",
}
ELECTRONIC: Final = {
    "free": "vrij te gebruiken",
    "needs_permission": "alleen met toestemming van de rechthebbende",
}
# Types of which the answer is one or more codes from a list.
CODED: Final = frozenset({"choice", "multichoice", "yesno"})
NUMERIC: Final = frozenset({"integer", "number", "slider", "calculated"})
YESNO: Final = {"1": "Ja", "0": "Nee"}
# Expected seconds per item where a definition names none (our choice; the burden is an estimate).
SECONDS: Final = {
    "text": 20,
    "note": 60,
    "integer": 10,
    "number": 10,
    "date": 15,
    "time": 10,
    "choice": 8,
    "multichoice": 15,
    "yesno": 6,
    "slider": 8,
    "matrix": 0,
    "calculated": 0,
    "descriptive": 5,
    "group": 120,
}
