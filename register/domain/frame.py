"""The RET frame: nameless registrations that were never consented to (RULES §0, D1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from register.domain.errors import Blocker
from register.domain.lifecycle import LifeCycle, Step
from register.domain.people import Permission, Role
from register.domain.protocol import Protocol

# All that may be kept of a registration; every other column is dropped at reading and named.
COLUMNS: Mapping[str, str] = {
    "key": "eigen sleutel van het RET",
    "ret": "code van het RET",
    "year": "jaar",
    "region_group": "regiogroep",
    "age_band": "leeftijdsgroep",
    "gender": "geslacht",
    "setting": "setting",
    "referrer": "soort aanmelder",
    "flow_step": "stap in de werving",
    "themes": "gecodeerde thema's",
}
# Read only by the RET itself and when two files are merged.
RESTRICTED = frozenset({"key", "ret"})

STEPS = ("besproken", "passend", "benaderd", "toestemming", "ingesloten")
_E, _I = Permission.FRAME_EDIT, Permission.CASE_INCLUDE
_OUT = "niet verder"

FLOW = LifeCycle(
    "frame",
    "Van bespreking in het RET tot insluiting",
    "besproken",
    {
        "besproken": "postdoc",
        "passend": "RET (vraagt of benaderen mag)",
        "benaderd": "postdoc",
        "toestemming": "postdoc",
        "ingesloten": "",
        _OUT: "",
    },
    (
        Step("fit", "besproken", "passend", "past bij de criteria", _E),
        Step("approach", "passend", "benaderd", "mag benaderd worden", _E),
        Step("consent", "benaderd", "toestemming", "geeft toestemming", _E),
        Step("include", "toestemming", "ingesloten", "insluiten", _I),
        Step("drop", "besproken", _OUT, "past niet bij de criteria", _E),
        Step("drop", "passend", _OUT, "mag niet benaderd worden", _E),
        Step("drop", "benaderd", _OUT, "geen toestemming", _E),
        Step("drop", "toestemming", _OUT, "bedenkt zich", _E),
    ),
)

DROP_REASONS = {
    "leeftijd": "leeftijd buiten de grenzen",
    "regio": "andere regio verantwoordelijk",
    "setting": "geen zeer intensieve hulp",
    "ret_niet_gevraagd": "RET vroeg het gezin niet",
    "gezin_wil_niet_benaderd": "gezin wil niet benaderd worden",
    "ouder_nee": "ouder of voogd zegt nee",
    "jeugdige_nee": "jeugdige zegt nee",
    "niet_bereikt": "niet bereikt",
    "te_zwaar": "nu te zwaar voor het gezin",
    "cohort_vol": "cohort vol",
    "anders": "anders",
}


def split_columns(columns: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(kept, dropped) of the field names that a file offers, in file order."""
    given = tuple(columns)
    return (
        tuple(name for name in given if name in COLUMNS),
        tuple(name for name in given if name not in COLUMNS),
    )


def readable(columns: Iterable[str], roles: Iterable[Role], *, own: bool) -> tuple[str, ...]:
    """The columns that a person may see: key and RET code only for the RET's own registrations."""
    see = own and Role.RET in frozenset(roles)
    return tuple(name for name in columns if name in COLUMNS and (see or name not in RESTRICTED))


@dataclass(frozen=True)
class FrameFacts:
    """What is known of a registration when it is judged: coded values only."""

    age_band: str | None
    setting: str | None
    region_group: str | None


def eligibility(protocol: Protocol, facts: FrameFacts) -> tuple[Blocker, ...]:
    """Why a registration does not fit the criteria; empty when it fits as far as is known."""
    found: list[Blocker] = []
    starts = {band.id: band.age_from for band in protocol.agreement.age_bands}
    age = starts.get(facts.age_band or "")
    if age is not None and not (
        protocol.places.inclusion.age_from <= age < protocol.places.inclusion.age_to
    ):
        found.append(Blocker("age", "De leeftijd valt buiten de grenzen.", "Noteer: niet verder."))
    settings = {setting.id for setting in protocol.places.settings}
    if facts.setting not in settings:
        found.append(
            Blocker(
                "setting",
                "De setting is niet een van de settings van het onderzoek.",
                "Vul de setting aan als zij onbekend is; anders: niet verder.",
            )
        )
    groups = {group.id for group in protocol.places.region_groups}
    if facts.region_group not in groups:
        found.append(
            Blocker(
                "region",
                "De verantwoordelijke regio ligt buiten het landsdeel of is onbekend.",
                "Vraag het RET welke gemeente verantwoordelijk is.",
            )
        )
    return tuple(found)


def step_reached(step: str, by: str) -> bool:
    """Whether a registration at `step` has passed through `by` (for counting the flow)."""
    return step in STEPS and STEPS.index(step) >= STEPS.index(by)
