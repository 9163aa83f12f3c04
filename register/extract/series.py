"""Two frames per instrument: the answers as given, per version, and one series over all versions.

``answers_<instrument>`` holds what was answered under the names and codes of its own version, which
stands beside it. ``answers_<instrument>_reeks`` holds the same sheets in the names and codes of the
newest version that was used. What that version asks and an older one did not, reads as the gap
``niet_gevraagd``; a code without a successor as ``verloren``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from instruments.answers import Answer
from instruments.gaps import Gap
from instruments.model import Instrument
from instruments.store import order
from instruments.versions import Series, UndeclaredChange, harmonised, recoded
from register.domain.errors import Blocker, Refusal
from register.extract import answers as answer_rows
from register.extract.answers import Kind, Known
from register.services.house import House

SUFFIX = "_reeks"
Columns = list[tuple[str, Kind, str, Known]]
Rows = list[dict[str, object]]


@dataclass(frozen=True)
class Sheet:
    """What of one sheet may be used: its key, its version, the answers that count, and which
    consent classes are permitted for it."""

    key: Mapping[str, object]
    instrument: Instrument
    answers: Mapping[str, Answer]
    permits: Callable[[str], bool]


def raw(sheets: Sequence[Sheet], purpose: str) -> tuple[Columns, Rows]:
    """Columns and rows in the words of each sheet's own version."""
    kinds: dict[str, tuple[Kind, str, Known]] = {}
    mixed: set[str] = set()
    for instrument in _versions(sheets):
        for name, kind, label, known in answer_rows.columns(instrument):
            before = kinds.get(name)
            if before is not None and before[0] != kind:
                mixed.add(name)
            kinds[name] = ("text" if name in mixed else kind, label, known)
    rows = [_row(sheet, sheet.instrument, sheet.answers, purpose) for sheet in sheets]
    for row in rows:
        for name in mixed & row.keys():
            row[name] = str(row[name])
    return [(name, *rest) for name, rest in kinds.items()], rows


def series(house: House, sheets: Sequence[Sheet], purpose: str) -> tuple[Columns, Rows]:
    """Columns and rows in the words of the newest version that was used."""
    used = _versions(sheets)
    newest, steps = used[-1], _steps(house, used)
    rows = [_row(sheet, newest, _translated(sheet, newest, steps), purpose) for sheet in sheets]
    return answer_rows.columns(newest), rows


def codes(sheets: Mapping[str, Sequence[Sheet]]) -> dict[str, dict[str, dict[str, str]]]:
    """Instrument version → item → code → label: columns hold codes, never labels."""
    return {
        instrument.key: {
            name: dict(item.codes) for name, item in instrument.fields.items() if item.codes
        }
        for held in sheets.values()
        for instrument in _versions(held)
    }


def _versions(sheets: Sequence[Sheet]) -> list[Instrument]:
    found = {sheet.instrument.version: sheet.instrument for sheet in sheets}
    return [found[version] for version in sorted(found, key=order)]


def _steps(house: House, used: Sequence[Instrument]) -> Sequence[Series]:
    """How every used version leads to the newest one, over versions that nobody used."""
    if len(used) == 1:
        return ()
    first, last = order(used[0].version), order(used[-1].version)
    between = [
        house.instrument(used[0].id, version)
        for version in house.versions(used[0].id)
        if first <= order(version) <= last
    ]
    try:
        return harmonised(between)
    except UndeclaredChange as error:
        raise Refusal([Blocker("undeclared_change", str(error))]) from error


def _translated(sheet: Sheet, newest: Instrument, steps: Sequence[Series]) -> Mapping[str, Answer]:
    version = sheet.instrument.version
    if version == newest.version:
        return sheet.answers
    found: dict[str, Answer] = {}
    for one in steps:
        if version not in one.steps:
            found[one.item] = Answer(gap=Gap.NIET_GEVRAAGD)
            continue
        name, codes = one.steps[version]
        answer = sheet.answers.get(name)
        if answer is not None:
            found[one.item] = recoded(answer, codes) or Answer(gap=Gap.VERLOREN)
    return found


def _row(
    sheet: Sheet, instrument: Instrument, answers: Mapping[str, Answer], purpose: str
) -> dict[str, object]:
    allowed = {one: sheet.permits(one) for one in answer_rows.classes(instrument)}
    return dict(sheet.key) | answer_rows.row(instrument, answers, allowed, purpose)
