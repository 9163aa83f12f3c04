"""Definitions in use: what was answered under a version stays what it was (ARCHITECTURE §3).

At its first use the canonical text of an instrument or protocol is kept with its SHA-256. At every
start what stands in the files is laid beside it; a file that changed under a used version stops the
installation, with the fix.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Executable, select
from sqlalchemy.dialects import postgresql, sqlite

from instruments.model import Instrument
from instruments.problems import DefinitionErrors
from instruments.store import UnknownInstrument, instruments
from register.db.tables.work import Definition
from register.db.work import Work
from register.domain.actor import Actor
from register.domain.errors import Blocker, Refusal, refuse_if
from register.domain.protocol import Protocol
from register.services.house import House

INSTRUMENT, PROTOCOL = "instrument", "protocol"


def use(work: Work, instrument: Instrument, *, at: datetime) -> None:
    """Keep an instrument version at its first use; later uses change nothing."""
    _keep(work, INSTRUMENT, instrument.id, instrument.version, instrument, at)


def use_protocol(work: Work, protocol: Protocol, *, at: datetime) -> None:
    """Keep a protocol version at its first use; later uses change nothing."""
    _keep(work, PROTOCOL, protocol.id, protocol.version, protocol, at)


def protocol_in_force(work: Work, current: Protocol) -> Protocol:
    """The protocol that was taken into use last, whatever its file says now; before the first use
    the one that stands in the file."""
    rows = _protocols(work)
    if not rows or current.version in {row.version for row in rows if row.sha256 == current.sha256}:
        return current
    return Protocol.from_canonical(rows[-1].canonical)


def require_in_force(work: Work, protocol: Protocol) -> None:
    """Refuse to plan by a protocol that was replaced while this program was running."""
    if work.remembered.get("in force") == protocol.version:
        return
    rows = _protocols(work)
    last = [row.version for row in rows if row.first_used_at == rows[-1].first_used_at]
    if rows and protocol.version not in last:
        raise Refusal(
            [
                Blocker(
                    "protocol_replaced",
                    f"Het protocol is intussen versie {rows[-1].version}; dit programma draait nog "
                    f"met {protocol.version}.",
                    "Vraag de beheerder `casusregister serve` en `casusregister worker` opnieuw te "
                    "starten. Wat u typte, is bewaard als concept.",
                )
            ]
        )
    work.remembered["in force"] = protocol.version


def used_before(work: Work, protocol: Protocol) -> bool:
    """Whether this version number was in use already, with whatever content."""
    return protocol.version in {row.version for row in _protocols(work)}


def changed(house: House, work: Work) -> tuple[Blocker, ...]:
    """Every definition whose file no longer says what was used, with what to do."""
    used = work.session.scalars(
        select(Definition).where(Definition.kind == INSTRUMENT).order_by(Definition.name)
    ).all()
    return (*_protocol_changed(house, work), *_unreadable(house), *_instruments(house, used))


def require(house: House, *, by: Actor) -> None:
    """Refuse to start while a definition changed under a version that is in use."""
    with house.store.reading(by) as work:
        refuse_if(changed(house, work))


def _keep(
    work: Work,
    kind: str,
    name: str,
    version: str,
    definition: Instrument | Protocol,
    at: datetime,
) -> None:
    place = (kind, name, version)
    if place in work.remembered:
        return
    session = work.session
    with session.no_autoflush:
        if session.get(Definition, place) is None:
            facts = {
                "kind": kind,
                "name": name,
                "version": version,
                "canonical": definition.canonical_json(),
                "sha256": definition.sha256,
                "first_used_at": at,
            }
            session.execute(_insert(session.get_bind().dialect.name, facts))
    work.remembered[place] = definition.sha256


def _insert(dialect: str, facts: dict[str, object]) -> Executable:
    """Two first uses at once write the same text: the second insert does nothing."""
    if dialect == "postgresql":
        return postgresql.insert(Definition).values(**facts).on_conflict_do_nothing()
    return sqlite.insert(Definition).values(**facts).on_conflict_do_nothing()


def _protocols(work: Work) -> list[Definition]:
    query = select(Definition).where(Definition.kind == PROTOCOL)
    return list(work.session.scalars(query.order_by(Definition.first_used_at)))


def _protocol_changed(house: House, work: Work) -> Iterator[Blocker]:
    rows, now = _protocols(work), house.protocol
    if not rows:
        return
    latest = [row for row in rows if row.first_used_at == rows[-1].first_used_at]
    held = next((row for row in latest if row.version == now.version), None)
    if held is None:
        yield Blocker(
            "other_protocol",
            f"Het protocolbestand is versie {now.version}; in gebruik is {rows[-1].version}.",
            "Neem het bestand in gebruik met `casusregister protocol apply`, of zet het vorige "
            "terug (map protocol/eerder).",
        )
    elif held.sha256 != now.sha256:
        yield Blocker(
            "protocol_changed",
            f"Het protocol is gewijzigd onder versie {now.version}, die al in gebruik is.",
            "Geef de wijziging een nieuwe versie en neem die in gebruik met `casusregister "
            "protocol apply`.",
        )


def _unreadable(house: House) -> Iterator[Blocker]:
    try:
        instruments(house.home / "instruments")
        for one in house.texts.values():
            house.worded(house.instrument(one.instrument, one.version))
    except (DefinitionErrors, UnknownInstrument, ValueError) as error:
        yield Blocker(
            "unreadable_definition",
            str(error.args[0]),
            "Controleer de map met `casusregister instruments check`.",
        )


def _instruments(house: House, used: Sequence[Definition]) -> Iterator[Blocker]:
    for row in used:
        try:
            now = house.instrument(row.name, row.version)
        except UnknownInstrument:
            yield Blocker(
                "definition_gone",
                f"“{row.name}” versie {row.version} is ingevuld, maar de definitie is weg.",
                "Zet het bestand terug in de map instruments (zie de reservekopie).",
            )
            continue
        except DefinitionErrors:
            return
        if now.sha256 != row.sha256:
            yield Blocker(
                "definition_changed",
                f"“{row.name}” is gewijzigd onder versie {row.version}, waarmee al is ingevuld.",
                "Zet het bestand terug, en geef de wijziging een nieuwe versie in een eigen "
                "bestand (met changes: since).",
            )
