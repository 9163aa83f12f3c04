"""Kinds of faults on life lines: overlaps, gaps, backwards, without authorisation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from register.fictive.case_faults import first
from register.fictive.faults import Act, Fault
from register.fictive.soil import DAY, Soil, Unfit

HOUSED = ("PLG", "GZH", "KWV", "RES", "BEH", "CRS", "GGZ", "JJI", "JZP", "NET", "ZEL")
EXACT = {"precision_start": "dag", "precision_end": "dag", "end_latest": None}


def dates(start: Any = None, end: Any = None) -> dict[str, Any]:
    """The columns of an exactly known begin and end."""
    made: dict[str, Any] = {}
    for name, day in (("start", start), ("end", end)):
        if day is not None:
            made |= {name: f"{day:%Y-%m-%d}", f"{name}_earliest": day, f"{name}_latest": day}
            made[f"precision_{name}"] = "dag"
    return made


def _pair(
    soil: Soil,
    pid: str,
    fits: Callable[[pd.Series, pd.Series], bool] = lambda a, b: True,
) -> tuple[pd.Series, pd.Series]:
    """Two stays that follow each other, both known to the day at the joint."""
    line = soil.rows(
        "stays", pid, start_earliest=None, state=None, precision_start=None
    ).sort_values("start_earliest")
    for (_, a), (_, b) in zip(line.iloc[:-1].iterrows(), line.iloc[1:].iterrows(), strict=True):
        exact = (
            pd.notna(a["end_earliest"])
            and a["precision_end"] == "dag"
            and b["precision_start"] == "dag"
        )
        if exact and fits(a, b):
            return a, b
    raise Unfit("stays")


def _care(a: pd.Series, b: pd.Series) -> bool:
    return a["state"] in HOUSED and b["state"] in HOUSED


def _joint(days: int, *, reserved: bool = False) -> Act:
    """Let the earlier of two stays end `days` after the later begins (negative: before)."""

    def act(soil: Soil, pid: str) -> None:
        a, b = _pair(soil, pid, _care)
        soil.set("stays", a.name, **dates(end=b["start_earliest"] + days * DAY),
                 bed_reserved=reserved)  # fmt: skip

    return act


def _backwards(days: int) -> Act:
    return first("stays", lambda row: dates(end=row["start_earliest"] - days * DAY),
                 state="PLG", **EXACT)  # fmt: skip


def _reopened(provider: str) -> Act:
    def act(soil: Soil, pid: str) -> None:
        a, b = _pair(soil, pid)
        soil.set("stays", a.name, end=None, end_earliest=None, end_latest=None,
                 precision_end=None, provider="a1")  # fmt: skip
        soil.set("stays", b.name, provider=provider)

    return act


def _future(days: int) -> Act:
    def act(soil: Soil, pid: str) -> None:
        row = soil.row("stays", pid)
        on = soil.as_of + days * DAY
        soil.add("stays", row, episode=f"{row['episode']}-x", state="LOG",
                 **dates(start=on, end=on))  # fmt: skip

    return act


def _home(state: str, reason: str) -> Act:
    def act(soil: Soil, pid: str) -> None:
        a, b = _pair(soil, pid)
        soil.set("stays", a.name, state=state, end_reason=reason)
        soil.set("stays", b.name, state="THU")

    return act


def _heavier(days: int) -> Act:
    def act(soil: Soil, pid: str) -> None:
        a, b = _pair(soil, pid, lambda a, b: a["state"] == "RES" and b["state"] == "BEH")
        soil.set("stays", a.name, **dates(end=b["start_earliest"] - days * DAY),
                 end_reason="volgens_plan")  # fmt: skip

    return act


def _secure(**values: Any) -> Act:
    return first("stays", lambda row: values, state="JZP")


def _bare(state: str) -> Act:
    """Secure care in a case that has no authorisation at all (or another state)."""

    def act(soil: Soil, pid: str) -> None:
        row = soil.row("stays", pid, state="PLG")
        line = soil.rows("stays", pid)
        if line["state"].eq("JZP").any():
            raise Unfit("stays")
        soil["authorisations"]
        soil.set("stays", row.name, state=state)

    return act


def _covered(days: int) -> Act:
    def act(soil: Soil, pid: str) -> None:
        stay = soil.row("stays", pid, state="JZP", end_earliest=None)
        given = soil.row("authorisations", pid)
        soil.set("authorisations", given.name, to_on=stay["end_earliest"] - days * DAY)

    return act


def _setting(state: str | None) -> Act:
    """The stay at inclusion in another state than the setting says; None: left as it is."""

    def act(soil: Soil, pid: str) -> None:
        on = soil.row("subjects", pid, included_on=None)["included_on"]
        row = soil.row("stays", pid, start_earliest=lambda s: s <= on,
                       end_latest=lambda s: s >= on, state=lambda s: s.isin(HOUSED))  # fmt: skip
        if state is None:
            soil.set("stays", row.name, **dates(end=on))
        else:
            soil.set("stays", row.name, state=state)

    return act


def _told(extra: int, times: int) -> Act:
    def act(soil: Soil, pid: str) -> None:
        sheet = soil.row("sheets", pid, n_places=None)
        on = soil.row("collected", pid, row=sheet["row"])["collected_on"]
        lived = soil.rows("stays", pid, start_earliest=lambda s: s <= on)
        counted = int((~lived["state"].isin(["LOG", "DAG", "ONB"])).sum())
        soil.set("sheets", sheet.name, n_places=counted * times + extra)

    return act


FAULTS: tuple[Fault, ...] = (
    Fault("setting_klopt_niet", "setting_geen_episode", _setting("KWV"), _setting(None)),
    Fault("twee_plekken_tegelijk", "verblijf_overlap", _joint(2), _joint(1)),
    Fault("plek_vrijgehouden", "verblijf_overlap_plek", _joint(2, reserved=True),
          _joint(1, reserved=True)),
    Fault("acht_dagen_weg", "verblijf_gat", _joint(-9), _joint(-8)),
    Fault("einde_voor_begin", "einde_voor_begin", _backwards(1), _backwards(0),
          beside=("verblijf_gat",)),
    Fault("nooit_afgesloten", "open_einde_herstart", _reopened("a1"), _reopened("a2"),
          beside=("verblijf_overlap", "verblijf_overlap_plek", "setting_geen_episode",
                  "machtiging_dekt_niet")),
    Fault("voor_de_geboorte", "verblijf_voor_geboorte",
          first("stays", lambda row: {"before_birth": True}),
          first("stays", lambda row: {"before_birth": False})),
    Fault("verblijf_morgen", "verblijf_na_peildatum", _future(1), _future(0)),
    Fault("jji_naar_huis", "overgang_onmogelijk", _home("JJI", "volgens_plan"),
          _home("JJI", "schorsing"), beside=("setting_geen_episode",)),
    Fault("gesloten_zonder_papier", "gesloten_zonder_machtiging", _bare("JZP"), _bare("GGZ")),
    Fault("gesloten_zeven_maanden_na_18", "gesloten_te_oud", _secure(months_past_18=6.1),
          _secure(months_past_18=6.0), beside=("gesloten_na_18",)),
    Fault("gesloten_net_na_18", "gesloten_na_18", _secure(months_past_18=0.1),
          _secure(months_past_18=0.0)),
    Fault("pleegzorg_van_volwassene", "pleegzorg_na_18",
          first("stays", lambda row: {"age_months_start": 216}, state="PLG"),
          first("stays", lambda row: {"age_months_start": 215}, state="PLG")),
    Fault("machtiging_te_kort", "machtiging_dekt_niet", _covered(1), _covered(0)),
    Fault("volgens_plan_naar_behandeling", "einde_volgens_plan_zwaarder", _heavier(7),
          _heavier(8), beside=("verblijf_gat",)),
    Fault("plekken_verkeerd_geteld", "plaatsingen_verschillen", _told(3, 2), _told(2, 1)),
)  # fmt: skip
