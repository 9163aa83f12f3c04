"""Checks #22–#26, #31 and #46 on filled-in sheets; the vectorised twin of `checks.sheet`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from analysis.frames import Frames
from analysis.quality.judging import check
from analysis.quality.limits import Limits
from analysis.quality.rows import nothing, rows
from instruments.checks.sheet import LONG_BLOCK, MIN_GIVEN, MIN_PAIRS, MIN_REVERSED

SHEET = ("bijdrage", "row")
BlockData: TypeAlias = dict[str, Any]
Sheets: TypeAlias = tuple[str, BlockData, pd.DataFrame, np.ndarray]


def _blocks(frames: Frames, limits: Limits) -> Iterator[Sheets]:
    """Instrument, block, its sheets and their codes (sheets × items, NaN without answer)."""
    for instrument, blocks in sorted(limits.facts.get("blocks", {}).items()):
        frame = frames[f"answers_{instrument}"]
        for block in blocks:
            if len(frame) and all(item in frame for item in block["items"]):
                codes = frame[block["items"]].apply(pd.to_numeric, errors="coerce")
                yield instrument, block, frame, codes.to_numpy(dtype=float, na_value=np.nan)


def _judged(
    instrument: str, block: BlockData, frame: pd.DataFrame, codes: np.ndarray, hit: np.ndarray
) -> pd.DataFrame:
    text = pd.Series([";".join(f"{c:g}" for c in line) for line in codes], index=frame.index)
    return rows(
        frame.assign(codes=text),
        pd.Series(hit, index=frame.index),
        value=["codes"],
        place=[f"blad:{instrument}:{block['id']}", "informant", "party"],
    )


def _all(found: list[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat(found, ignore_index=True) if found else nothing()


def _long(block: BlockData) -> bool:
    return len(block["items"]) >= LONG_BLOCK and len(block["reversed"]) >= MIN_REVERSED


def _same(codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Per sheet: whether all given codes are equal, and how many were given."""
    given = (~np.isnan(codes)).sum(axis=1)
    low = np.where(np.isnan(codes), np.inf, codes).min(axis=1)
    high = np.where(np.isnan(codes), -np.inf, codes).max(axis=1)
    return (low == high) & (given > 0), given


def straight(block: BlockData, codes: np.ndarray, share: float) -> np.ndarray:
    """Whether a long enough run of equal codes off the middle holds a reversed item."""
    n = codes.shape[1]
    need = share * n
    length = int(np.ceil(need - 1e-9))
    turned = np.array([item in block["reversed"] for item in block["items"]])
    middle = block["codes"][len(block["codes"]) // 2] if len(block["codes"]) % 2 else None
    hit = np.zeros(len(codes), dtype=bool)
    settled = np.zeros(len(codes), dtype=bool)
    # A run that is long enough covers a window of that length; the run it belongs to is extended.
    for start in range(n - length + 1):
        window = codes[:, start : start + length]
        run = (window == window[:, :1]).all(axis=1) & ~settled
        if middle is not None:
            run &= window[:, 0] != middle
        for line in np.flatnonzero(run):
            end = start + length
            while end < n and codes[line, end] == codes[line, start]:
                end += 1
            hit[line] = bool(turned[start:end].any())
            settled[line] = True
    return hit


@check("alles_gelijk")
def all_equal(frames: Frames, limits: Limits) -> pd.DataFrame:
    found = []
    for instrument, block, frame, codes in _blocks(frames, limits):
        if _long(block):
            same, given = _same(codes)
            found.append(_judged(instrument, block, frame, codes, same & (given == codes.shape[1])))
    return _all(found)


@check("rechte_lijn")
def straight_line(frames: Frames, limits: Limits) -> pd.DataFrame:
    found = []
    for instrument, block, frame, codes in _blocks(frames, limits):
        if _long(block):
            same, given = _same(codes)
            whole = same & (given == codes.shape[1])
            hit = straight(block, codes, limits["rechte_lijn_procent"] / 100) & ~whole
            found.append(_judged(instrument, block, frame, codes, hit))
    return _all(found)


@check("geen_spreiding")
def no_spread(frames: Frames, limits: Limits) -> pd.DataFrame:
    found = []
    for instrument, block, frame, codes in _blocks(frames, limits):
        if len(block["items"]) >= LONG_BLOCK:
            same, given = _same(codes)
            hit = same & (given >= MIN_GIVEN)
            found.append(_judged(instrument, block, frame, codes, hit))
    return _all(found)


@check("omgekeerd_tegenspraak")
def contradiction(frames: Frames, limits: Limits) -> pd.DataFrame:
    found = []
    for instrument, block, frame, codes in _blocks(frames, limits):
        if not block["pairs"]:
            continue
        at = {item: place for place, item in enumerate(block["items"])}
        ordinary = codes[:, [at[one] for one, _ in block["pairs"]]]
        turned = codes[:, [at[other] for _, other in block["pairs"]]]
        ends = (turned == block["codes"][0]) | (turned == block["codes"][-1])
        count = ((ordinary == turned) & ends).sum(axis=1)
        found.append(_judged(instrument, block, frame, codes, count >= MIN_PAIRS))
    return _all(found)


@check("te_snel")
def too_fast(frames: Frames, limits: Limits) -> pd.DataFrame:
    sheets = frames["sheets"]
    sheets = sheets[sheets["seconds"].notna() & (sheets["n_answered"] > 0)]
    hit = sheets["seconds"] / sheets["n_answered"].astype(float) < limits["seconden_per_item"]
    return rows(sheets, hit, value=["seconds", "n_answered"], place=SHEET)


@check("schaal_te_weinig_items")
def too_few_items(frames: Frames, limits: Limits) -> pd.DataFrame:
    scores = frames["scores"]
    scores = scores[scores["score"].notna() & (scores["n_items"] > 0)]
    needed = limits.facts.get("scale_minimum", {})
    names = scores["instrument"] + "." + scores["scale"]
    least = names.map(needed).astype(float)
    place = ["schaal", "instrument", "scale", "informant", "party"]
    return rows(scores, scores["n_answered"] < least, value=["score", "n_answered"], place=place)


@check("instrument_leeftijd")
def wrong_age(frames: Frames, limits: Limits) -> pd.DataFrame:
    sheets = frames["sheets"]
    sheets = sheets[sheets["age_years"].notna()]
    hit = (sheets["age_years"] < sheets["age_from"]) | (sheets["age_years"] >= sheets["age_to"])
    return rows(sheets, hit, value=["age_years", "instrument"], place=SHEET)


@check("ontbreken_zonder_reden")
def unexplained(frames: Frames, limits: Limits) -> pd.DataFrame:
    sheets = frames["sheets"]
    return rows(sheets, sheets["n_unexplained"] > 0, value=["n_unexplained"], place=SHEET)


@check("school_tegenspraak")
def school(frames: Frames, limits: Limits) -> pd.DataFrame:
    sheets = frames["sheets"]
    sheets = sheets[sheets["school"].notna()]
    if not len(sheets):
        return nothing()
    exempt = sheets["school"].eq("ontheffing")
    follows = sheets["school"].isin(limits.facts.get("schools", []))
    marked = sheets.assign(exempt=exempt, follows=follows)
    waves = marked.groupby(["pid", "wave"])[["exempt", "follows"]].any().reset_index()
    told = marked.groupby(["pid", "wave"])["school"].agg(lambda s: ";".join(sorted(s)))
    waves["told"] = told.to_numpy()
    return rows(waves, waves["exempt"] & waves["follows"], value=["told"], place="school")


@check("school_te_oud")
def primary_school(frames: Frames, limits: Limits) -> pd.DataFrame:
    sheets = frames["sheets"]
    sheets = sheets[sheets["school"].notna() & sheets["age_years"].notna()]
    hit = sheets["school"].eq("basisonderwijs") & (sheets["age_years"] >= 18)
    return rows(sheets, hit, value=["school", "age_years"], place=SHEET)
