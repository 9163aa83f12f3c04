"""Whether definitions are sound and fit the protocol: for commands that open no installation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from instruments import store
from instruments.burden import burden
from instruments.codelist import load_codelist
from instruments.definition import load
from instruments.frozen import FrozenMap
from instruments.model import Instrument
from instruments.problems import DefinitionError, DefinitionErrors
from instruments.store import UnknownInstrument
from instruments.versions import UndeclaredChange, harmonised
from register.domain.errors import Blocker, RegisterError
from register.domain.protocol import Protocol
from register.domain.protocol.fits import burdens, instrument_blockers

CODELISTS = "codelists"
YAML = (".yaml", ".yml")


class Unsound(RegisterError):
    """Definitions that cannot be read; says file, line, what is wrong and what would be right."""


@dataclass(frozen=True)
class Checked:
    """What a check found: faults with file and line, the sound instruments, the sums per wave and
    informant, and why the protocol cannot work with them."""

    faults: tuple[DefinitionError, ...]
    instruments: tuple[Instrument, ...]
    sums: tuple[str, ...]
    blockers: tuple[Blocker, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.faults or self.blockers)


def protocol(home: Path | None, text: str | None = None) -> Protocol:
    """The protocol of a text, else the site's own under ``home``, else the one shipped."""
    if text is not None:
        return Protocol.load(text)
    own = sorted((home / "protocol").glob("*.yaml")) if home is not None else []
    if own:
        return Protocol.load(own[0].read_text(encoding="utf-8-sig"), source=own[0].name)
    return Protocol.shipped()


def check(plan: Protocol, *, where: Path | None, site: Path | None) -> Checked:
    """Check a file, a folder, or (without ``where``) everything shipped and of the site.

    What is checked stands beside the shipped instruments when the protocol is laid next to it.
    """
    made: list[Instrument] = []
    faults: list[DefinitionError] = []
    for path in _files(where, site):
        try:
            made += _read(path)
        except DefinitionErrors as error:
            faults += error.errors
    shipped = store.instruments()
    seen: dict[str, str] = {}
    for one, name in [(one, "") for one in shipped] + [(one, one.id) for one in made]:
        if name and one.key in seen and where is None:
            faults.append(_double(one))
        seen[one.key] = one.id
    everything = (*shipped, *made)
    shown = tuple(made) if where is not None else everything
    known = _newest(everything)
    versions: dict[str, set[str]] = {}
    for one in everything:
        versions.setdefault(one.id, set()).add(one.version)
    return Checked(
        tuple(sorted(faults)),
        shown,
        tuple(str(asked) for asked in burdens(plan, known)),
        (
            *instrument_blockers(plan, known, versions),
            *undeclared(everything),
            *_alone(plan, shown),
        ),
    )


def undeclared(found: Iterable[Instrument]) -> Iterable[Blocker]:
    """Versions that do not say what changed, so that their answers would make no series."""
    by_id: dict[str, list[Instrument]] = {}
    for one in sorted(found, key=lambda one: (one.id, store.order(one.version))):
        by_id.setdefault(one.id, []).append(one)
    for versions in by_id.values():
        try:
            harmonised(versions)
        except UndeclaredChange as error:
            yield Blocker("undeclared_change", str(error))


def find(name: str, site: Path | None) -> Instrument:
    """The instrument of a file, or the one called ``id`` or ``id@version``; raises `Unsound`."""
    path = Path(name)
    try:
        if path.suffix in YAML and path.is_file():
            return _read(path)[0]
        known, _, version = name.partition("@")
        return store.load_instrument(known, version or None, site)
    except (DefinitionErrors, UnknownInstrument) as error:
        raise Unsound(str(error.args[0])) from error


def newest(site: Path | None) -> tuple[Instrument, ...]:
    """The newest version of every instrument, by id; raises `Unsound`."""
    try:
        return tuple(_newest(store.instruments(site)).values())
    except DefinitionErrors as error:
        raise Unsound(str(error)) from error


def taken(site: Path | None) -> frozenset[str]:
    """The ids that an import may not use again; raises `Unsound`."""
    return frozenset(one.id for one in newest(site))


def listed(site: Path | None) -> list[str]:
    """A line per instrument: id, versions, title, who tells, how long; raises `Unsound`."""
    try:
        versions = store.available(site)
    except DefinitionErrors as error:
        raise Unsound(str(error)) from error
    return [
        f"{one.id} ({', '.join(versions[one.id])}): {one.title} – "
        f"{', '.join(one.informants) or 'ieder'}, {length(one)}"
        for one in newest(site)
    ]


def described(instrument: Instrument) -> list[str]:
    """An instrument in lines: what it is, then its questions with choices and conditions."""
    from instruments.codebook import codebook

    book = codebook(instrument)
    lines = [book.title, *(f"{name}: {text}" for name, text in book.facts)]
    for chapter in book.chapters:
        lines += ["", chapter.title]
        for one in chapter.questions:
            lines.append(f"  {one.id}  {one.label} ({one.kind})")
            lines += [f"      {code} = {label}" for code, label in one.choices.items()]
            if one.shown_when:
                lines.append(f"      alleen als {one.shown_when}")
    return lines


def length(instrument: Instrument) -> str:
    """How long an instrument takes, in words."""
    return burden(instrument).in_words()


def _files(where: Path | None, site: Path | None) -> Iterable[Path]:
    if where is not None and where.is_file():
        return [where]
    folder = where if where is not None else site
    if folder is None or not folder.is_dir():
        return []
    return sorted(folder.glob("*.yaml")) + sorted((folder / CODELISTS).glob("*.yaml"))


def _read(path: Path) -> list[Instrument]:
    """The instrument of a file; nothing where it is a code list (which is checked)."""
    if path.parent.name == CODELISTS:
        load_codelist(path.read_text(encoding="utf-8-sig"), source=path.name)
        return []
    return [load(path, choices=lambda name: _choices(name, path.parent))]


def _choices(name: str, folder: Path) -> FrozenMap[str] | None:
    found = store.codelist(name, folder)
    return None if found is None else found.choices


def _newest(found: Iterable[Instrument]) -> dict[str, Instrument]:
    known: dict[str, Instrument] = {}
    for one in sorted(found, key=lambda one: (one.id, store.order(one.version))):
        known[one.id] = one
    return known


def _double(one: Instrument) -> DefinitionError:
    return DefinitionError(
        f"{one.id}.yaml",
        1,
        f"“{one.id}” versie {one.version} bestaat al.",
        "Geef deze definitie een nieuwe versie of een eigen id.",
    )


def _alone(plan: Protocol, found: Iterable[Instrument]) -> Iterable[Blocker]:
    """Instruments that are too long on their own for everybody who may be asked them."""
    limits = {one.informant: one for one in plan.schedule.limits.burden}
    for one in found:
        minutes = burden(one).core / 60
        most = [
            max(limits[name].t0_minutes, limits[name].follow_up_minutes)
            for name in one.informants
            if name in limits
        ]
        if most and minutes > max(most):
            yield Blocker(
                "too_long_alone",
                f"{one.title} ({one.id}) vraagt {minutes:.0f} minuten; het protocol staat er "
                f"hoogstens {max(most)} toe.",
                "Maak vragen extra, of haal er weg.",
            )
