"""Frames of a small fictive study in memory, for tests of reports and figures."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analysis.frames import Frames

REGIONS = {
    "rotterdam_rijnmond": "zuid", "haaglanden": "noord", "midden_holland": "noord",
    "holland_rijnland": "noord", "zuid_holland_zuid": "zuid",
}  # fmt: skip
SETTINGS = {"jzplus": "gesloten", "jji": "gesloten", "jggz": "behandeling", "obc": "behandeling"}
STATES = {
    "THU": "Thuis", "PLG": "Pleegzorg", "RES": "Open residentieel", "GGZ": "GGZ-opname",
    "BEH": "Behandelgroep", "JZP": "JeugdzorgPlus", "ONB": "Onbekend",
}  # fmt: skip
AS_OF = pd.Timestamp("2027-01-15")
FACTS: dict[str, Any] = {
    "as_of": "2027-01-15",
    "states": STATES,
    "state_priority": ["JZP", "GGZ", "BEH", "RES", "PLG", "THU", "ONB"],
    "labels": {"gezin": "Gezin", "groep": "Groep", "gesloten": "Gesloten", "zuid": "Zuid",
               "noord": "Noord", "behandeling": "Behandeling"},
    "hierarchies": {
        "region": REGIONS,
        "state": {"THU": "gezin", "PLG": "gezin", "RES": "groep", "GGZ": "behandeling",
                  "BEH": "behandeling", "JZP": "gesloten", "ONB": "groep"},
    },
    "targets": [{"cohort": 1, "setting_group": "gesloten", "cases": 25},
                {"cohort": 1, "setting_group": "behandeling", "cases": 25}],
    "protocol": {"id": "zuid_west", "version": "1.0", "sha256": "ab" * 32},
}  # fmt: skip


def study(n: int = 50, *, seed: int = 1) -> Frames:
    """Frames of `n` fictive youths of one cohort: people, waves, contributions, episodes, flow."""
    rng = np.random.default_rng(seed)
    ids = [f"fictief-{at:03d}" for at in range(n)]
    region = rng.choice(list(REGIONS), n, p=[0.36, 0.28, 0.08, 0.14, 0.14])
    setting = rng.choice(list(SETTINGS), n, p=[0.35, 0.15, 0.3, 0.2])
    t0 = pd.Series(pd.Timestamp("2026-05-01") + pd.to_timedelta(rng.integers(0, 150, n), unit="D"))
    cases = pd.DataFrame(
        {
            "pid": ids, "cohort": 1, "region": region, "setting": setting,
            "region_group": [REGIONS[r] for r in region],
            "setting_group": [SETTINGS[s] for s in setting],
            "gender": rng.choice(["meisje", "jongen"], n),
            "age_months_t0": rng.integers(100, 228, n),
            "included_on": t0 - pd.Timedelta(days=10), "t0_on": t0,
        }
    )  # fmt: skip
    return Frames.of(
        {
            "cases": cases,
            "waves": _waves(ids, t0),
            "contributions": _contributions(ids, t0, rng),
            "episodes": _episodes(ids, t0, rng),
            "flow": _flow(n),
        },
        facts=FACTS,
    )


def _waves(ids: list[str], t0: pd.Series) -> pd.DataFrame:
    lines = []
    for pid, start in zip(ids, t0, strict=True):
        for wave, months in (("T0", 0), ("T6", 6), ("T12", 12)):
            target = start + pd.DateOffset(months=months)
            lines.append(
                {
                    "pid": pid, "wave": wave, "months": months, "target_on": target,
                    "opens_on": target - pd.Timedelta(days=14),
                    "closes_on": target + pd.Timedelta(days=28),
                    "due": target <= AS_OF, "moved_by_hand": False,
                }
            )  # fmt: skip
    return pd.DataFrame(lines)


def _contributions(ids: list[str], t0: pd.Series, rng: np.random.Generator) -> pd.DataFrame:
    lines = []
    for pid, start in zip(ids, t0, strict=True):
        for wave, months in (("T0", 0), ("T6", 6), ("T12", 12)):
            target = start + pd.DateOffset(months=months)
            lines += [
                {
                    "pid": pid, "wave": wave, "informant": informant, "party": "p1",
                    "instrument": "kern", "instrument_version": "1",
                    "state": "gedaan" if rng.random() < 0.85 else "gemist",
                    "due": target <= AS_OF, "collected_on": target, "timing": "binnen",
                }
                for informant in ("jeugdige", "ouder", "professional")
            ]  # fmt: skip
    return pd.DataFrame(lines)


def _episodes(ids: list[str], t0: pd.Series, rng: np.random.Generator) -> pd.DataFrame:
    lines = []
    for pid, start in zip(ids, t0, strict=True):
        day, number = start - pd.DateOffset(months=36), 0
        while day < start:
            end = min(day + pd.Timedelta(days=int(rng.gamma(2, 120)) + 20), start)
            state = str(rng.choice(list(STATES)[:6], p=[0.45, 0.12, 0.18, 0.08, 0.1, 0.07]))
            lines.append(
                {
                    "pid": pid, "episode": f"e{number}", "state": state, "source": "dossier",
                    "start": f"{day:%Y-%m-%d}", "start_earliest": day, "start_latest": day,
                    "end": f"{end:%Y-%m-%d}", "end_earliest": end, "end_latest": end,
                    "precision_start": "dag", "precision_end": "dag",
                }
            )  # fmt: skip
            day, number = end, number + 1
    return pd.DataFrame(lines)


def _flow(n: int) -> pd.DataFrame:
    steps = {"besproken": 213, "passend": 122, "benaderd": 96, "toestemming": 61, "ingesloten": n}
    return pd.DataFrame(
        [
            {"step": step, "region_group": group, "n_registrations": count // 2 + 3,
             "n_clients": count // 2}
            for step, count in steps.items() for group in ("noord", "zuid")
        ]
    )  # fmt: skip
