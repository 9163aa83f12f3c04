"""The default policy: region Zuid-West (RULES, top, and §0 D1–D6)."""

from __future__ import annotations

from consent.policy import Band, ParentsRequired, Policy, YouthRole
from consent.purpose import FRAME, DataClass, Purpose

DATA_CLASSES = (
    DataClass("ret_kader", "Naamloze registratie van het RET", FRAME),
    DataClass("deelname", "Deelname: instroom, metingen, setting, regio, leeftijd", "P1"),
    DataClass("vragenlijst", "Antwoorden op vragenlijsten", "P1"),
    DataClass("interview", "Aantekeningen van interviews", "P1"),
    DataClass("vertrouwelijk", "Tevredenheid over hulpverleners, ACE, frames", "P1"),
    DataClass("reflectie", "Aantekeningen van reflectiesessies van professionals", "P1"),
    DataClass("dossier", "Gegevens uit het dossier, ook het verloop van de hulp", "P2"),
    DataClass("opname", "Geluidsopname", "P3"),
    DataClass("transcript", "Uitgeschreven opname", "P3"),
    DataClass("leersessie", "Aantekeningen van leersessies", "P4"),
    DataClass("koppeling", "Koppeling met andere bestanden", "P7"),
    DataClass("hergebruik", "Bestand voor andere onderzoekers", "P6"),
    DataClass("casusterugkoppeling", "Terugkoppeling over één casus", "P10"),
    DataClass("opsporing", "Opsporing van een verhuisd gezin", "P11"),
    DataClass("transcriptie", "Opname bij het transcriptiebureau", "P12"),
    DataClass("contact", "Bereikbaarheid en contactmomenten", "P1"),
    DataClass("citaat", "Letterlijke uitspraak", "P1"),
)

_CONSENT = "toestemming (AVG 6 lid 1 a en 9 lid 2 a)"
_TEAM = frozenset({"onderzoek"})
_RESEARCH = frozenset({"deelname", "vragenlijst", "interview", "vertrouwelijk", "reflectie"})


def _asked(
    code: str,
    title: str,
    classes: frozenset[str],
    recipients: frozenset[str] = _TEAM,
    rests_on: tuple[str, ...] = ("P1",),
    *,
    default_term: int | None = None,
    needs_release: bool = False,
) -> Purpose:
    """A purpose that is asked as a question of its own in the letters."""
    return Purpose(
        code,
        1,
        title,
        _CONSENT,
        classes,
        recipients,
        rests_on,
        default_term=default_term,
        needs_release=needs_release,
    )


PURPOSES = (
    Purpose(
        FRAME,
        1,
        "Steekproefkader: naamloze registraties van de RET's",
        "algemeen belang, overeenkomst per RET (na te gaan door jurist en FG)",
        frozenset({"ret_kader"}),
        frozenset({"onderzoek", "ret_eigen"}),
    ),
    _asked(
        "P1",
        "Meedoen: 0-meting, vervolgmetingen en terugkoppeling van groepsuitkomsten",
        _RESEARCH | {"contact", "citaat"},
        rests_on=(),
    ),
    _asked("P2", "Dossieronderzoek", frozenset({"dossier"})),
    _asked("P3", "Geluidsopname van het interview", frozenset({"opname", "transcript"})),
    _asked(
        "P4",
        "Leersessie met de eigen professionals",
        frozenset({"leersessie", "interview", "deelname"}),
        frozenset({"onderzoek", "eigen_professionals"}),
    ),
    _asked(
        "P6",
        "Hergebruik door andere onderzoekers",
        frozenset(
            {"deelname", "vragenlijst", "interview", "dossier", "transcript", "leersessie"}
            | {"hergebruik"}
        ),
        frozenset({"andere_onderzoekers", "onderzoek"}),
    ),
    _asked(
        "P7",
        "Koppeling met CBS of RET-monitor",
        frozenset({"koppeling", "deelname", "vragenlijst"}),
        frozenset({"onderzoek", "cbs"}),
    ),
    _asked(
        "P8",
        "Na het onderzoek opnieuw benaderen",
        frozenset({"contact"}),
        rests_on=(),
    ),
    _asked(
        "P9",
        "Citaten gebruiken, zonder naam",
        frozenset({"citaat"}),
        frozenset({"onderzoek", "lezers_van_rapporten"}),
    ),
    _asked(
        "P10",
        "Terugkoppeling over de eigen situatie, op papier",
        frozenset(
            {"deelname", "vragenlijst", "interview", "dossier", "leersessie"}
            | {"casusterugkoppeling"}
        ),
        frozenset(),
        needs_release=True,
    ),
    _asked(
        "P11",
        "Opsporen als het contact verloren gaat",
        frozenset({"contact", "opsporing"}),
        rests_on=(),
    ),
    _asked(
        "P12",
        "Uitschrijven van de opname door een genoemd bureau",
        frozenset({"opname", "transcriptie"}),
        frozenset({"onderzoek", "transcriptie"}),
        ("P3", "P1"),
    ),
)

BANDS = (
    Band(0, YouthRole.NONE, ParentsRequired.ALWAYS),
    Band(8, YouthRole.ASSENT, ParentsRequired.ALWAYS),
    Band(12, YouthRole.CONSENT, ParentsRequired.ALWAYS),
    Band(16, YouthRole.CONSENT, ParentsRequired.AT_INCLUSION),
    Band(18, YouthRole.CONSENT, ParentsRequired.NEVER),
)

ZUID_WEST = Policy(bands=BANDS, purposes=PURPOSES, data_classes=DATA_CLASSES)
