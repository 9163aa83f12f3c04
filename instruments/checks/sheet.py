"""The checks on one sheet while it is entered: pure functions over answers.

`analysis.quality.sheets` is the vectorised twin over a frame; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from instruments.answers import Answers
from instruments.checks.blocks import Block, blocks
from instruments.checks.declaration import Check
from instruments.checks.reading import declared
from instruments.model import Instrument

LONG_BLOCK, MIN_GIVEN, MIN_REVERSED, MIN_PAIRS = 8, 5, 2, 3
RUN_SHARE, SECONDS_PER_ITEM = 0.8, 2.0


@dataclass(frozen=True)
class Hit:
    """A check that fires at a place: the first item of a block, or "" for the sheet."""

    check: Check
    place: str


def on_sheet(
    instrument: Instrument,
    answers: Answers,
    visible: frozenset[str],
    *,
    seconds: float | None = None,
) -> tuple[Hit, ...]:
    """What stands out on one sheet. visible: the items that showed; seconds: time it took."""
    known = {check.id: check for check in declared()}
    found = [
        Hit(known[check], block.id)
        for block in blocks(instrument)
        for check in patterns(block, [_code(answers, item) for item in block.items])
    ]
    asked = [item for item in instrument.fields.values() if item.id in visible]
    open_ones = [item for item in asked if item.required and item.id not in answers]
    if open_ones:
        found.append(Hit(known["ontbreken_zonder_reden"], open_ones[0].id))
    given = sum(answers[item.id].gap is None for item in asked if item.id in answers)
    if seconds is not None and given and seconds / given < SECONDS_PER_ITEM:
        found.append(Hit(known["te_snel"], ""))
    return tuple(found)


def patterns(block: Block, codes: list[int | None]) -> Iterator[str]:
    """Ids of the checks on patterns that fire on the codes of one block (None: no answer)."""
    given = [code for code in codes if code is not None]
    long = len(block.items) >= LONG_BLOCK and len(block.reversed) >= MIN_REVERSED
    same = len(set(given)) == 1
    if long and same and len(given) == len(block.items):
        yield "alles_gelijk"
    elif long and _straight(block, codes):
        yield "rechte_lijn"
    if same and len(block.items) >= LONG_BLOCK and len(given) >= MIN_GIVEN:
        yield "geen_spreiding"
    by_item = dict(zip(block.items, codes, strict=True))
    ends = {block.codes[0], block.codes[-1]}
    agreeing = sum(
        by_item[ordinary] is not None
        and by_item[ordinary] == by_item[turned]
        and by_item[turned] in ends
        for ordinary, turned in block.pairs
    )
    if agreeing >= MIN_PAIRS:
        yield "omgekeerd_tegenspraak"


def _straight(block: Block, codes: list[int | None]) -> bool:
    """Whether a run of at least 80 % equal codes holds a reversed item, off the middle."""
    need = RUN_SHARE * len(block.items)
    start = 0
    for at in range(1, len(codes) + 1):
        if at < len(codes) and codes[at] is not None and codes[at] == codes[start]:
            continue
        run = block.items[start:at]
        code = codes[start]
        if code is not None and code != block.middle and len(run) >= need:
            return any(item in block.reversed for item in run)
        start = at
    return False


def _code(answers: Answers, item: str) -> int | None:
    answer = answers.get(item)
    if answer is None or answer.gap is not None:
        return None
    return int(str(answer.value)) if str(answer.value).isdigit() else None
