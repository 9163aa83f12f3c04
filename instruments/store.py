"""Where definitions stand: the shipped library (read-only) and the site's own folder beside it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from instruments.codelist import CodeList, load_codelist
from instruments.definition import load
from instruments.frozen import FrozenMap
from instruments.model import Instrument
from instruments.problems import DefinitionError, DefinitionErrors


class UnknownInstrument(LookupError):
    """No instrument or version with this name; the message says which there are."""


def available(site: Path | None = None) -> FrozenMap[tuple[str, ...]]:
    """Instrument id → its versions, oldest first: shipped ones and those of the site folder.

    Raises `DefinitionErrors` where the same id and version stands in both.
    """
    found: dict[str, list[str]] = {}
    for one in _all(site):
        found.setdefault(one.id, []).append(one.version)
    return FrozenMap((name, tuple(sorted(found[name], key=order))) for name in sorted(found))


def load_instrument(
    instrument_id: str, version: str | None = None, site: Path | None = None
) -> Instrument:
    """The instrument with this id and version (default: the newest); raises `UnknownInstrument`."""
    versions = {one.version: one for one in _all(site) if one.id == instrument_id}
    if not versions:
        raise UnknownInstrument(
            f"Het instrument “{instrument_id}” bestaat niet. "
            "Bekijk welke er zijn met: casusregister instruments show."
        )
    wanted = version or max(versions, key=order)
    if wanted not in versions:
        raise UnknownInstrument(
            f"Versie {wanted} van “{instrument_id}” bestaat niet; er is: {', '.join(versions)}."
        )
    return versions[wanted]


def instruments(site: Path | None = None) -> tuple[Instrument, ...]:
    """Every instrument in every version, sorted by id and version."""
    return tuple(sorted(_all(site), key=lambda one: (one.id, order(one.version))))


def codelist(codelist_id: str, site: Path | None = None) -> CodeList | None:
    """The code list with this id, of the site where it has one, else the shipped one, else None."""
    if site is not None:
        own = site / "codelists" / f"{codelist_id}.yaml"
        if own.is_file():
            return load_codelist(own.read_text(encoding="utf-8-sig"), source=own.name)
    return _shipped_codelists().get(codelist_id)


def codelists() -> FrozenMap[CodeList]:
    """The shipped code lists by id."""
    return _shipped_codelists()


def choices(codelist_id: str) -> FrozenMap[str] | None:
    """Code → label of a shipped code list, or None when there is none with this id."""
    found = codelist(codelist_id)
    return None if found is None else found.choices


def _all(site: Path | None) -> Iterator[Instrument]:
    shipped = _shipped()
    yield from shipped.values()
    if site is None or not site.is_dir():
        return
    seen = set(shipped)
    lists = tuple(_stamp(path) for path in sorted((site / "codelists").glob("*.yaml")))
    for path in sorted(site.glob("*.yaml")):
        own = _site_file(path, _stamp(path), lists)
        if own.key in seen:
            raise DefinitionErrors(
                [
                    DefinitionError(
                        path.name,
                        1,
                        f"“{own.id}” versie {own.version} bestaat al.",
                        "Geef deze definitie een nieuwe versie of een eigen id.",
                    )
                ]
            )
        seen.add(own.key)
        yield own


Stamp = tuple[str, int, int]


def _stamp(path: Path) -> Stamp:
    """What changes when a file is saved again."""
    found = path.stat()
    return path.name, found.st_mtime_ns, found.st_size


@lru_cache(maxsize=500)
def _site_file(path: Path, stamp: Stamp, lists: tuple[Stamp, ...]) -> Instrument:
    """A site's definition, read again only when it or one of the site's code lists was saved."""
    return load(path, choices=lambda name: _site_choices(name, path.parent))


def _site_choices(name: str, site: Path) -> FrozenMap[str] | None:
    found = codelist(name, site)
    return None if found is None else found.choices


@cache
def _shipped() -> FrozenMap[Instrument]:
    loaded = (load(_text(one), source=one.name) for one in _yaml("library"))
    return FrozenMap((one.key, one) for one in loaded)


@cache
def _shipped_codelists() -> FrozenMap[CodeList]:
    loaded = (load_codelist(_text(one), source=one.name) for one in _yaml("codelists"))
    return FrozenMap((one.id, one) for one in loaded)


def _yaml(folder: str) -> list[Traversable]:
    root = files("instruments").joinpath(folder)
    if not root.is_dir():
        return []
    return sorted(
        (one for one in root.iterdir() if one.name.endswith(".yaml")), key=lambda o: o.name
    )


def _text(one: Traversable) -> str:
    return one.read_text(encoding="utf-8-sig")


def order(version: str) -> tuple[tuple[int, str], ...]:
    """Versions in the order people count: 2 before 10."""
    parts = version.replace("-", ".").split(".")
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in parts)
