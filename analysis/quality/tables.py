"""Tables that describe quality: completeness, timeliness, agreement, representativeness, trust.

Numbers are about rows of the quality extract and meant for the research team, not for release.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.frames import Frames
from analysis.quality.judging import Finding, Outcome
from analysis.quality.limits import FEW
from analysis.quality.shares import icc
from instruments.checks import Severity

DONE, REFUSED, MISSED = "gedaan", "geweigerd", "gemist"
OPEN = ("gepland", "uitgenodigd", "deels")


def completeness(frames: Frames) -> pd.DataFrame:
    """Per wave, informant and instrument: due (the denominator), done, refused, missed, open, %."""
    held = frames["contributions"]
    held = held[held["due"].fillna(False)]
    by = [held["wave"], held["informant"], held["instrument"]]
    made = pd.DataFrame(
        {
            "verwacht": held.groupby(by).size(),
            "gedaan": held["state"].eq(DONE).groupby(by).sum(),
            "geweigerd": held["state"].eq(REFUSED).groupby(by).sum(),
            "gemist": held["state"].eq(MISSED).groupby(by).sum(),
            "open": held["state"].isin(OPEN).groupby(by).sum(),
        }
    ).astype(int)
    made["procent"] = (100 * made["gedaan"] / made["verwacht"]).round(0)
    return made.reset_index()


def timeliness(frames: Frames) -> pd.DataFrame:
    """Per wave and informant: sheets, share inside the window, median days until entry."""
    held = frames["collected"]
    held = held[held["collected_on"].notna() & held["informant"].notna()]
    inside = held["collected_on"].between(held["opens_on"], held["closes_on"])
    days = (held["recorded_on"] - held["collected_on"]).dt.days.astype(float)
    by = [held["wave"], held["informant"]]
    return pd.DataFrame(
        {
            "bladen": held.groupby(by).size(),
            "binnen periode (%)": (100 * inside.groupby(by).mean()).round(0),
            "dagen tot invoer (mediaan)": days.groupby(by).median().round(0),
        }
    ).reset_index()


def agreement(frames: Frames) -> pd.DataFrame:
    """Pairs of informants on one scale and wave: n youths, correlation, mean difference.

    At least ten youths; the order of informants is alphabetical.
    """
    scores = frames["scores"]
    scores = scores[scores["score"].notna()]
    wide = scores.pivot_table(
        index=["scale", "wave", "pid"], columns="informant", values="score", aggfunc="mean"
    )
    names, lines = sorted(wide.columns), []
    for place, one in enumerate(names):
        for other in names[place + 1 :]:
            both = wide[[one, other]].dropna()
            for (scale, wave), own in both.groupby(level=[0, 1]):
                if len(own) < FEW:
                    continue
                varies = own.std().gt(0).all()
                r = float(np.corrcoef(own[one], own[other])[0, 1]) if varies else float("nan")
                away = float((own[one] - own[other]).mean())
                lines.append((scale, wave, f"{one} – {other}", len(own), round(r, 2),
                              round(away, 2)))  # fmt: skip
    columns = ["schaal", "meting", "informanten", "jeugdigen", "correlatie", "gemiddeld verschil"]
    return pd.DataFrame(lines, columns=columns)


def interviewers(frames: Frames) -> pd.DataFrame:
    """ICC of scores of the 0-meting by who entered them, per scale; at least ten each."""
    key = ["pid", "wave", "informant", "party", "instrument"]
    held = frames["collected"].drop_duplicates(key)[[*key, "interviewer"]]
    scores = frames["scores"]
    scores = scores[scores["wave"].eq("T0") & scores["score"].notna()].merge(held, on=key)
    lines = []
    for (scale, informant), own in scores.groupby(["scale", "informant"]):
        groups = [g["score"].to_numpy(dtype=float) for _, g in own.groupby("interviewer")]
        groups = [group for group in groups if len(group) >= FEW]
        if len(groups) >= 2:
            value, p = icc(groups)
            lines.append((scale, informant, len(groups), round(value, 2), round(p, 3)))
    return pd.DataFrame(lines, columns=["schaal", "informant", "interviewers", "ICC", "p"])


def representativeness(frames: Frames) -> pd.DataFrame:
    """Shares of the included beside the sampling frame (everybody the teams discussed), percent."""
    cases, ret = frames["cases"], frames["ret"].drop_duplicates("client")
    lines = []
    for column in ("region_group", "gender", "setting"):
        here = 100 * cases[column].value_counts(normalize=True)
        there = 100 * ret[column].value_counts(normalize=True)
        for code in sorted(set(here.index) | set(there.index)):
            a, b = float(here.get(code, 0)), float(there.get(code, 0))
            lines.append((column, code, round(a), round(b), round(a - b)))
    columns = ["kenmerk", "waarde", "ingesloten (%)", "steekproefkader (%)", "verschil"]
    return pd.DataFrame(lines, columns=columns)


def consent_gaps(frames: Frames) -> pd.DataFrame:
    """How many contributions may not be used today, per refusing step and reason."""
    held = frames["collected"]
    held = held[held["consent_step"].notna()]
    made = held.groupby(["consent_step", "consent_reason"], dropna=False).agg(
        bijdragen=("row", "size"), jeugdigen=("pid", "nunique")
    )
    return made.reset_index().rename(columns={"consent_step": "stap", "consent_reason": "reden"})


def trust(frames: Frames, outcome: Outcome, *, wave: str) -> pd.DataFrame:
    """Which contributions of a wave can be trusted: one line per sheet, with what stands against.

    Columns: pid, informant, instrument, fouten, waarschuwingen, oordeel, waarom. `oordeel`: "niet
    gebruiken" with a fout on the sheet or on the youth, "met uitleg" with a warning, else
    "te vertrouwen". Findings about the register as a whole are about no sheet.
    """
    held = frames["collected"]
    held = held[held["wave"].eq(wave) & held["state"].eq(DONE) & held["instrument"].notna()]
    lines = []
    by_pid: dict[str, list[Finding]] = {}
    for one in outcome.findings:
        if one.severity is not Severity.INFO and one.wave in ("", wave):
            by_pid.setdefault(one.pid, []).append(one)
    for pid, informant, instrument, row in zip(
        held["pid"], held["informant"], held["instrument"], held["row"], strict=True
    ):
        own = [
            one
            for one in by_pid.get(str(pid), ())
            if not one.wave or _same(one.place, str(instrument), str(informant), str(row))
        ]
        errors = sum(one.severity is Severity.ERROR for one in own)
        verdict = "niet gebruiken" if errors else "met uitleg" if own else "te vertrouwen"
        why = "; ".join(sorted({one.check for one in own}))
        lines.append((pid, informant, instrument, errors, len(own) - errors, verdict, why))
    columns = ["pid", "informant", "instrument", "fouten", "waarschuwingen", "oordeel", "waarom"]
    return pd.DataFrame(lines, columns=columns)


def _same(place: str, instrument: str, informant: str, row: str) -> bool:
    """Whether a place in the wave is this sheet, or the wave as a whole."""
    kind, *parts = place.split(":")
    if kind == "bijdrage":
        return parts[-1] == row
    if kind in ("blad", "schaal"):
        return parts[0] == instrument and parts[-2] == informant
    return True
