"""Another version of the protocol: shown first with what it does to running cases, then applied.

Nothing is rescheduled silently: a wave in which somebody began keeps its days, a day moved by hand
stays, and the counts per case are told before. The file and the register change as one verb.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from instruments.model import Instrument
from instruments.problems import DefinitionErrors
from instruments.store import instruments
from register.db.tables.cases import Case
from register.db.tables.work import Definition, Pending
from register.db.work import Work
from register.domain.actor import Actor, system
from register.domain.audit import Action
from register.domain.errors import Blocker, refuse_if
from register.domain.people import Permission
from register.domain.protocol import Change, Protocol, plan, plan_blockers
from register.domain.protocol.fits import instrument_blockers
from register.services import cases, consent, definitions, pending, waves
from register.services.house import House
from register.services.soundness import undeclared

VERB = "protocol.apply"
EARLIER = "eerder"


@dataclass(frozen=True)
class Running:
    """What a new version does to one running case."""

    pseudonym: str
    changes: waves.Rescheduled


@dataclass(frozen=True)
class Preview:
    """What a new version would change: in the text, in running cases, and why it may not."""

    was: Protocol
    becomes: Protocol
    changes: tuple[Change, ...]
    blockers: tuple[Blocker, ...]
    running: tuple[Running, ...]
    unchanged: int

    @property
    def same(self) -> bool:
        """Whether nothing would change at all."""
        return self.was.sha256 == self.becomes.sha256

    def lines(self, *, by_case: bool) -> Iterator[str]:
        """The preview in Dutch; pseudonyms only with ``by_case``."""
        if self.same:
            yield f"Protocol {self.was.version} is al in gebruik; er verandert niets."
            return
        yield f"Van versie {self.was.version} naar {self.becomes.version}:"
        yield from (f"  {change.sentence}" for change in self.changes)
        total = [one.changes for one in self.running]
        yield (
            f"Lopende casussen: {len(self.running)} veranderen, {self.unchanged} blijven gelijk. "
            f"{_said(total)}"
        )
        yield "Wat begonnen of gedaan is en wat met de hand is verzet, blijft staan."
        for one in self.running if by_case else ():
            yield f"  {one.pseudonym}: {_said([one.changes])}"
            yield from (f"    {moved}" for moved in one.changes.moved)


class _Trial(Exception):
    """Ends the transaction of a trial, so that nothing stays."""


def preview(house: House, text: str, *, source: str, by: Actor, at: datetime) -> Preview:
    """What taking this text into use would change; everything is tried and undone.

    Raises `ProtocolErrors` with every fault of the text.
    """
    new = Protocol.load(text, source=source)
    found: list[Preview] = []
    try:
        with house.store.writing(by) as work:
            found.append(_tried(house, work, new, by=by, at=at))
            raise _Trial
    except _Trial:
        pass
    with house.store.writing(by) as work:
        work.record(
            "protocol.plan", Action.READ, by=by, at=at, object_type="protocol", object_id=new.id
        )
    return found[0]


def apply(house: House, text: str, *, source: str, file: Path, by: Actor, at: datetime) -> Preview:
    """Take a version into use: the register first, then ``file``, the site's own protocol.

    Returns what changed; the version in use already changes nothing. Refused with every reason.
    """
    new = Protocol.load(text, source=source)
    with house.store.writing(by) as work:
        work.require(Permission.PROTOCOL_APPLY, by=by, at=at, object_type="protocol")
    facts: dict[str, object] = {
        "file": file.name,
        "name": new.id,
        "version": new.version,
        "sha256": new.sha256,
        "was": house.protocol.version,
    }
    folder = file.parent
    folder.mkdir(exist_ok=True, mode=0o700)
    row = pending.begin(house, VERB, pseudonym=None, facts=facts, by=by, at=at)
    try:
        _write(_new(folder, file.name), text)
        with house.store.writing(by) as work:
            done = _tried(house, work, new, by=by, at=at)
            refuse_if(done.blockers)
            if not done.same:
                work.record(
                    VERB,
                    Action.UPDATE,
                    by=by,
                    at=at,
                    object_type="protocol",
                    object_id=new.id,
                    count=len(done.running),
                    query_hash=new.sha256,
                )
    except BaseException:
        _drop(house, folder, file.name, row, by)
        raise
    _put(folder, facts)
    with house.store.writing(by) as work:
        pending.end(work, row)
    return done


def finish(house: House, row: Pending) -> bool:
    """Put the file in its place where the register holds the version already."""
    folder = house.home / "protocol"
    key = (definitions.PROTOCOL, str(row.facts["name"]), str(row.facts["version"]))
    with house.store.writing(system("start")) as work:
        held = work.session.get(Definition, key)
        if held is None or held.sha256 != row.facts["sha256"]:
            return False
        _put(folder, row.facts)
        pending.end(work, row.id)
    return True


def undo(house: House, row: Pending) -> None:
    """Take away the new file of a version that never reached the register."""
    _new(house.home / "protocol", str(row.facts["file"])).unlink(missing_ok=True)


RECOVERY = pending.Recovery(finish, undo)


def _tried(house: House, work: Work, new: Protocol, *, by: Actor, at: datetime) -> Preview:
    """Reschedule every running case under ``new`` in this transaction, and say what changed."""
    old = definitions.protocol_in_force(work, house.protocol)
    if old.sha256 == new.sha256:
        return Preview(old, new, (), (), (), 0)
    changes = tuple(plan(old, new))
    blockers = [*plan_blockers(list(changes)), *_instrument_blockers(house, new)]
    if old.version != new.version and definitions.used_before(work, new):
        blockers.append(
            Blocker(
                "version_used_before",
                f"Versie {new.version} is al eens in gebruik geweest.",
                "Geef deze tekst een nieuw versienummer.",
            )
        )
    if blockers:
        return Preview(old, new, changes, tuple(blockers), (), 0)
    definitions.use_protocol(work, new, at=at)
    moved: list[Running] = []
    kept = 0
    for case, done in _rescheduled(replace(house, protocol=new), work, by=by, at=at):
        if done.total:
            moved.append(Running(case.pseudonym, done))
        else:
            kept += 1
    return Preview(old, new, changes, (), tuple(moved), kept)


def _rescheduled(
    house: House, work: Work, *, by: Actor, at: datetime
) -> Iterator[tuple[Case, waves.Rescheduled]]:
    with consent.planning(work):
        running = [one for one in cases.every(work) if one.ended_on is None and one.birth_date]
    ledgers = consent.load(work, house.protocol, running)
    with consent.planning(work):
        for case in running:
            born = ledgers[case.id].birth_date if case.id in ledgers else None
            if born is not None:
                done = waves.reschedule(work, house.protocol, case, born_on=born, by=by, at=at)
                yield case, done


def _instrument_blockers(house: House, new: Protocol) -> tuple[Blocker, ...]:
    try:
        there = instruments(house.home / "instruments")
    except DefinitionErrors as error:
        return (Blocker("unreadable_definition", str(error)),)
    newest: dict[str, Instrument] = {}
    versions: dict[str, set[str]] = {}
    for one in there:
        newest[one.id] = one
        versions.setdefault(one.id, set()).add(one.version)
    return (*instrument_blockers(new, newest, versions), *undeclared(there))


def _said(found: list[waves.Rescheduled]) -> str:
    counts = (
        (sum(len(one.moved) for one in found), "meting verschuift", "metingen verschuiven"),
        (sum(one.periods for one in found), "andere periode", "andere perioden"),
        (sum(one.added for one in found), "bijdrage erbij", "bijdragen erbij"),
        (sum(one.dropped for one in found), "bijdrage vervalt", "bijdragen vervallen"),
    )
    told = [f"{number} {one if number == 1 else more}" for number, one, more in counts if number]
    return ", ".join(told) + "." if told else "Geen meting verschuift."


def _new(folder: Path, name: str) -> Path:
    return folder / f"{name}.nieuw"


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())


def _put(folder: Path, facts: dict[str, object]) -> None:
    """Keep the file of before by its version, and put the new one in its place; repeatable."""
    name = str(facts["file"])
    new, file = _new(folder, name), folder / name
    if not new.exists():
        return
    if file.exists() and file.read_bytes() != new.read_bytes():
        earlier = folder / EARLIER
        earlier.mkdir(exist_ok=True, mode=0o700)
        shutil.copy2(file, earlier / f"{facts['name']}@{facts['was']}.yaml")
    os.replace(new, file)


def _drop(house: House, folder: Path, name: str, row: str, by: Actor) -> None:
    _new(folder, name).unlink(missing_ok=True)
    with house.store.writing(by) as work:
        pending.end(work, row)
