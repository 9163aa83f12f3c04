"""Checks reached two ways: on one sheet and over a frame; on one life line and over all."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.frames import Frames
from analysis.quality import judge
from instruments.checks import declared
from instruments.checks.blocks import blocks
from instruments.checks.sheet import patterns
from instruments.dates import PartialDate
from instruments.store import load_instrument
from register.domain.episodes import Authorisation, Episode, remarks
from register.domain.protocol import Protocol
from tests.support import sound_register as sound

SDQ = blocks(load_instrument("sdq"))[0]
KIDSCREEN = blocks(load_instrument("kidscreen10"))[0]
PATTERNS = ("alles_gelijk", "rechte_lijn", "geen_spreiding", "omgekeerd_tegenspraak")
CHECKS = {check.id: check for check in declared()}

codes = st.lists(st.sampled_from([2, 2, 2, 2, 2, 2, 0, 1, None]), min_size=25, max_size=25)


@settings(max_examples=25)
@given(st.lists(codes, min_size=1, max_size=12))
def test_a_pattern_on_one_sheet_and_in_the_frame_are_the_same(
    sheets: list[list[int | None]],
) -> None:
    for block, name in ((SDQ, "sdq"), (KIDSCREEN, "kidscreen10")):
        own = [line[: len(block.items)] for line in sheets]
        frame = pd.DataFrame(
            [[None if c is None else str(c) for c in line] for line in own],
            columns=list(block.items),
        )
        frame = frame.assign(
            pid=[f"p{n}" for n in range(len(own))], wave="T0", party="J1", informant="jeugdige"
        )
        frames = Frames.of({f"answers_{name}": frame}, facts=sound.facts())
        fast = judge(frames, checks=[CHECKS[one] for one in PATTERNS])
        slow = {(check, f"p{n}") for n, line in enumerate(own) for check in patterns(block, line)}
        assert {(f.check, f.pid) for f in fast.findings} == slow


START = date(2020, 1, 1)
days = st.integers(0, 700).map(lambda n: START + timedelta(days=n))
points = st.one_of(
    days.map(PartialDate.of_day),
    days.map(lambda d: PartialDate(d.year, d.month)),
    days.map(lambda d: PartialDate(d.year)),
)
stays = st.builds(
    lambda state, start, end, reason, reserved, provider: Episode(
        "", state, start, end, "", provider, reason, reserved
    ),
    st.sampled_from(["THU", "PLG", "RES", "JZP", "JJI", "CRS", "LOG", "ZWE"]),
    points,
    st.one_of(st.none(), points),
    st.sampled_from(["volgens_plan", "schorsing", "03"]),
    st.booleans(),
    st.sampled_from(["", "a", "b"]),
)
given_papers = st.lists(
    st.tuples(days, st.integers(0, 300)).map(
        lambda t: Authorisation(t[0], t[0] + timedelta(days=t[1]))
    ),
    max_size=3,
)
UNTIL = date(2021, 6, 1)
# (number of RULES §5, hard) → the checks that say the same over frames.
SAME = {
    (12, True): "verblijf_overlap",
    (12, False): "verblijf_overlap_plek",
    (13, False): "verblijf_gat",
    (17, True): "machtiging_dekt_niet",
    (18, False): "einde_volgens_plan_zwaarder",
}
CODED = {
    "no_authorisation": "gesloten_zonder_machtiging",
    "impossible_transition": "overgang_onmogelijk",
    "open_end": "open_einde_herstart",
    "end_before_start": "einde_voor_begin",
    "in_future": "verblijf_na_peildatum",
}


@settings(max_examples=60)
@given(st.lists(stays, min_size=1, max_size=6), given_papers)
def test_one_life_line_and_the_frame_say_the_same(
    line: list[Episode], papers: list[Authorisation]
) -> None:
    line = [
        Episode(f"e{n}", e.state, e.start, e.end, e.source, e.provider, e.end_reason,
                e.bed_reserved)
        for n, e in enumerate(line)
    ]  # fmt: skip
    # A stay that ends before it begins is reported alone: what follows from it is not compared.
    if any(e.end and e.end.latest < e.start.earliest for e in line):
        return
    slow = set()
    for remark in remarks(Protocol.shipped(), line, until=UNTIL, authorisations=papers):
        check = CODED.get(remark.reason.code) or SAME.get((remark.check, remark.hard))
        if check is not None:
            slow.add((check, frozenset(remark.episodes)))
    ids = sorted({*SAME.values(), *CODED.values()})
    fast = judge(_frames(line, papers), checks=[CHECKS[one] for one in ids])
    assert {(f.check, frozenset(f.place.split(":")[1:])) for f in fast.findings} == slow


def _frames(line: list[Episode], papers: list[Authorisation]) -> Frames:
    rows = [
        {
            "pid": "p",
            "episode": e.id,
            "state": e.state,
            "start": e.start.text,
            "start_earliest": pd.Timestamp(e.start.earliest),
            "start_latest": pd.Timestamp(e.start.latest),
            "end": e.end.text if e.end else None,
            "end_earliest": pd.Timestamp(e.end.earliest) if e.end else pd.NaT,
            "end_latest": pd.Timestamp(e.end.latest) if e.end else pd.NaT,
            "precision_start": e.start.precision,
            "precision_end": e.end.precision if e.end else None,
            "provider": e.provider,
            "end_reason": e.end_reason,
            "bed_reserved": e.bed_reserved,
        }
        for e in line
    ]
    given = pd.DataFrame(
        {
            "pid": ["p"] * len(papers),
            "authorisation": [f"m{n}" for n in range(len(papers))],
            "from_on": pd.to_datetime([p.from_on for p in papers]),
            "to_on": pd.to_datetime([p.to_on for p in papers]),
        }
    )
    facts = sound.facts() | {"as_of": UNTIL.isoformat()}
    return Frames.of({"stays": pd.DataFrame(rows), "authorisations": given}, facts=facts)


@settings(max_examples=20)
@given(st.lists(st.lists(st.floats(-5, 5), min_size=3, max_size=8), min_size=2, max_size=5))
def test_the_intraclass_correlation_is_that_of_the_textbook(groups: list[list[float]]) -> None:
    """Against the sums of squares written out (equal groups: Shrout & Fleiss ICC(1,1))."""
    from analysis.quality.shares import icc

    size = min(len(group) for group in groups)
    table = np.array([group[:size] for group in groups])
    if table.var() < 1e-6 or table.var(axis=1).sum() < 1e-6:
        return
    n, k = table.shape
    between = k * ((table.mean(axis=1) - table.mean()) ** 2).sum() / (n - 1)
    within = ((table - table.mean(axis=1, keepdims=True)) ** 2).sum() / (n * (k - 1))
    value, p = icc(list(table))
    assert abs(value - (between - within) / (between + (k - 1) * within)) < 1e-9
    assert 0 <= p <= 1
