"""What the manifest of a quality extract tells the checks: limits, states, blocks of questions."""

from datetime import date, timedelta
from typing import Any

from instruments.checks import Check, declared
from instruments.checks.blocks import blocks
from instruments.checks.generated import of_instruments, of_protocol
from instruments.model import Instrument
from instruments.store import codelists
from register.domain.protocol import Protocol

FOLLOWS = "onderwijs"


def facts(protocol: Protocol, used: dict[str, Instrument], as_of: date) -> dict[str, Any]:
    """Facts beside those of every analysis file; used: the newest version of each instrument."""
    known = protocol.facts()
    inclusion = protocol.places.inclusion
    thresholds = dict(known["thresholds"])
    thresholds["quality"] = {
        "leeftijd_vanaf": inclusion.age_from,
        "leeftijd_tot": inclusion.age_to,
        "grond_vanaf": inclusion.ground_needed_from,
        "hernieuwing_dagen": protocol.agreement.reminder_days,
        "late_invoer_dagen": protocol.agreement.late_recording_days,
        "dubbel_codeerd_procent": float(protocol.measures.four_eyes.double_coding_percent),
    } | dict(thresholds["quality"])
    return known | {
        "as_of": as_of.isoformat(),
        "thresholds": thresholds,
        "state_rules": {
            state.code: {
                "kind": state.kind,
                "priority": state.priority,
                "authorised": state.authorised,
                "months_past_18": state.months_past_18,
                "start_before": state.start_before,
                "ends_by": list(state.ends_by),
            }
            for state in protocol.places.states
        },
        "setting_states": {one.id: list(one.states) for one in protocol.places.settings},
        "cohort_ends": {
            str(one.no): (protocol.cohort_period(one.no)[1] - timedelta(days=1)).isoformat()
            for one in protocol.schedule.cohorts
        },
        "blocks": {name: [block.as_data() for block in blocks(one)] for name, one in used.items()},
        "scale_minimum": {
            f"{name}.{scale.id}": scale.min_answered
            for name, one in used.items()
            for scale in one.scales
            if scale.min_answered is not None and scale.items
        },
        "schools": [
            code.code
            for code in codelists()["onderwijs"].codes
            if code.extra.get("group") == FOLLOWS
        ],
    }


def checks(protocol: Protocol, used: dict[str, Instrument]) -> tuple[Check, ...]:
    """Every check of an installation: declared, and made from its instruments and protocol."""
    made = of_instruments(used.values())
    return (*declared(), *of_protocol(protocol.facts()), *made)
