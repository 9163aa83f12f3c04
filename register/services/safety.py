"""What keeps people safe (RULES D5, D13): flags and care signals, in the vault only.

The access log says that somebody wrote one, never what.
"""

import json
from collections.abc import Sequence
from datetime import date, datetime

from register.db.work import Work
from register.domain.actor import Actor
from register.domain.audit import Action
from register.domain.errors import Blocker, Refusal
from register.domain.people import Permission
from register.keys import seal
from register.services.house import House
from register.vault.tables import SafetyFlag, SafetySignal

FLAGS = {
    "geheim_adres_voor": "geheim adres",
    "niet_samen_uitnodigen": "niet samen uitnodigen",
    "contactverbod": "contactverbod",
}


def flag(
    house: House,
    work: Work,
    pseudonym: str,
    kind: str,
    *,
    parties: Sequence[str],
    since: date,
    by: Actor,
    at: datetime,
) -> None:
    """Put a flag on parties of a case; letters, sessions and documents ask for it."""
    work.require(Permission.SAFETY_WRITE, by=by, at=at, object_type="flag", pseudonym=pseudonym)
    if kind not in FLAGS:
        raise Refusal(
            [Blocker("unknown_flag", "Deze vlag bestaat niet.", f"Kies uit {', '.join(FLAGS)}.")]
        )
    with house.vault.changing() as session:
        session.add(
            SafetyFlag(
                id=house.ids.new(),
                pseudonym=pseudonym,
                kind=kind,
                parties=list(parties),
                since=since,
            )
        )
    _log(work, "safety.flag", pseudonym, by, at)


def signal(
    house: House,
    work: Work,
    pseudonym: str,
    content: dict[str, str],
    *,
    by: Actor,
    at: datetime,
) -> str:
    """Write a care signal, sealed under a key of its own; returns its identifier."""
    work.require(Permission.SAFETY_WRITE, by=by, at=at, object_type="signal", pseudonym=pseudonym)
    name, subject_key = house.ids.new(), house.ids.new()
    key = house.keys.vault.make(subject_key)
    text = json.dumps(content, sort_keys=True, ensure_ascii=False).encode()
    with house.vault.changing() as session:
        session.add(
            SafetySignal(
                id=name,
                pseudonym=pseudonym,
                subject_key=subject_key,
                content=seal(key, text, place=f"safety_signal.content.{name}"),
            )
        )
    _log(work, "safety.signal", pseudonym, by, at)
    return name


def _log(work: Work, kind: str, pseudonym: str, by: Actor, at: datetime) -> None:
    work.record(kind, Action.CREATE, by=by, at=at, object_type=kind, pseudonym=pseudonym)
