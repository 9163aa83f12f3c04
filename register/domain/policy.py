"""The consent policy of a protocol, in the terms of the consent rules."""

from __future__ import annotations

from consent.model import (
    Band,
    DataClass,
    ExistingAfterGrace,
    ParentsRequired,
    Policy,
    Purpose,
    YouthRole,
)
from register.domain.protocol import Protocol


def policy_of(protocol: Protocol) -> Policy:
    """What `consent.rules` needs of a protocol: bands, purposes, data classes, terms."""
    a = protocol.agreement
    kept = next(r for r in protocol.governance.retention if r.id == "onderzoek")
    return Policy(
        bands=tuple(
            Band(band.age_from, YouthRole(band.youth), ParentsRequired(band.parents))
            for band in a.age_bands
        ),
        purposes=tuple(
            Purpose(
                p.code,
                p.version,
                p.label,
                p.legal_basis,
                frozenset(p.data_classes),
                frozenset(p.recipients),
                p.rests_on,
                also_covers=frozenset(p.also_covers),
                default_term=p.term_months,
                needs_release=p.needs_release,
            )
            for p in a.purposes
        ),
        data_classes=tuple(DataClass(c.code, c.label, c.collected_under) for c in a.data_classes),
        consent_from=a.consent_from,
        decides_from=a.decides_from,
        adult_from=a.adult_from,
        grace_days=a.grace_days,
        existing_after_grace=ExistingAfterGrace(a.existing_after_grace),
        attempts=a.attempts,
        late_signing_days=a.late_recording_days,
        retention_years=kept.months // 12,
    )
