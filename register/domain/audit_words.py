"""The access log in Dutch, as the privacy officer and a family read it."""

from __future__ import annotations

from register.domain.audit import Action, Outcome

ACTIONS = {
    Action.CREATE: "vastgelegd",
    Action.READ: "ingezien",
    Action.UPDATE: "gewijzigd",
    Action.DELETE: "verwijderd",
    Action.EXECUTE: "uitgevoerd",
    Action.SEARCH: "gezocht",
    Action.EXPORT: "uitgegeven",
    Action.PRINT: "afgedrukt",
    Action.LOGIN: "aangemeld",
    Action.BREAK_GLASS: "met spoed ingezien",
    Action.CONSENT_CHECK: "toestemming nagegaan",
}
OUTCOMES = {Outcome.OK: "", Outcome.DENIED: "geweigerd", Outcome.ERROR: "mislukt"}
OBJECTS = {
    "account": "account",
    "audit": "logboek",
    "authority": "gezag",
    "consent_event": "toestemming",
    "evidence": "bewijs van toestemming",
    "flag": "veiligheidsvlag",
    "letter": "brief",
    "signal": "zorgsignaal",
    "safety.flag": "veiligheidsvlag",
    "safety.signal": "zorgsignaal",
    "analysis_file": "analysebestand",
    "advice": "advies",
    "backup": "back-up",
    "case": "casus",
    "consent": "toestemming",
    "contribution": "bijdrage",
    "desk": "Mijn werk",
    "episode": "levenslijn",
    "frame": "steekproefkader",
    "import": "invoer van een bestand",
    "installation": "installatie",
    "job": "achtergrondtaak",
    "key": "sleutel",
    "protocol": "protocol",
    "quality": "controlevraag",
    "report": "rapport",
    "rights": "verzoek van een betrokkene",
    "role": "rol",
    "safety": "zorgsignaal",
    "session": "werksessie",
    "text": "tekst",
    "vault": "namen en contactgegevens",
    "wave": "meting",
}


def words(action: Action, object_type: str, outcome: Outcome = Outcome.OK) -> str:
    """'bijdrage ingezien', 'casus ingezien (geweigerd)'; an unknown object keeps its own word."""
    what = f"{OBJECTS.get(object_type, object_type)} {ACTIONS[action]}"
    return f"{what} ({OUTCOMES[outcome]})" if OUTCOMES[outcome] else what
