"""Kinds of faults that only show in the register as a whole: shares, preferences, drift."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from register.fictive.faults import Act, Fault
from register.fictive.soil import DAY, Soil


def table(name: str, act: Callable[[pd.DataFrame], pd.DataFrame]) -> Act:
    """Change one table as a whole."""
    return lambda soil, _: soil.change(name, act)


def share(name: str, column: str, value: Any, count: Callable[[int], int]) -> Act:
    """Give `count(rows)` rows, spread evenly, a value."""

    def act(frame: pd.DataFrame) -> pd.DataFrame:
        chosen = np.linspace(0, len(frame) - 1, count(len(frame))).astype(int)
        return frame.assign(**{column: _put(frame[column], chosen, value)})

    return table(name, act)


def _put(series: pd.Series, chosen: np.ndarray, value: Any) -> pd.Series:
    made = series.copy()
    made.iloc[np.unique(chosen)] = value
    return made


def _first_days(part: float) -> Act:
    """Move a part of the begins to the first of their month."""

    def act(frame: pd.DataFrame) -> pd.DataFrame:
        every = np.arange(len(frame)) < part * len(frame)
        first = frame["start_earliest"] - (frame["start_earliest"].dt.day - 1) * DAY
        return frame.assign(start_earliest=first.where(every, frame["start_earliest"]))

    return table("stays", act)


def _whole_months(part: float) -> Act:
    def act(frame: pd.DataFrame) -> pd.DataFrame:
        every = np.arange(len(frame)) < part * len(frame)
        end = frame["start_earliest"] + pd.DateOffset(months=6)
        return frame.assign(end_earliest=end.where(every, frame["end_earliest"]))

    return table("stays", act)


def _years(above: bool) -> Act:
    """In one source just more than a fifth of the begins known to the year, or just a fifth."""

    def act(frame: pd.DataFrame) -> pd.DataFrame:
        own = frame.index[frame["source"].eq(frame["source"].iloc[0])]
        number = len(own) // 5 + (1 if above else 0)
        made = frame.copy()
        made.loc[own, "precision_start"] = "dag"
        made.loc[own[:number], "precision_start"] = "jaar"
        return made

    return table("stays", act)


def _shift(points: float, by: str) -> Act:
    """Raise the scores of one interviewer, or of the sheets of one quarter, at the 0-meting."""

    def act(soil: Soil, _: str) -> None:
        held = soil["collected"]
        held = held[held["wave"].eq("T0") & held["collected_on"].notna()]
        if by == "interviewer":
            chosen = held[held["interviewer"].eq(held["interviewer"].dropna().iloc[0])]
        else:
            quarter = held["collected_on"].dt.to_period("Q")
            chosen = held[quarter == quarter.value_counts().index[-1]]
            if len(chosen) < 60:
                chosen = held[quarter == quarter.value_counts().index[0]]
        key = ["pid", "wave", "informant", "party", "instrument"]
        scores = soil["scores"]
        hit = pd.MultiIndex.from_frame(scores[key]).isin(pd.MultiIndex.from_frame(chosen[key]))
        soil.change("scores", lambda s: s.assign(score=s["score"] + points * hit))

    return act


def _gaps(above: bool) -> Act:
    """One item missing on just more, or just not more, than a tenth of the T0 sheets."""

    def act(frame: pd.DataFrame) -> pd.DataFrame:
        item = next(c for c in frame if f"{c}__gap" in frame)
        own = frame.index[frame["wave"].eq("T0")]
        number = len(own) // 10 + (1 if above else 0)
        made = frame.copy()
        made.loc[own[:number], item] = None
        made[f"{item}__gap"] = made[f"{item}__gap"].astype(object)
        made.loc[own[:number], f"{item}__gap"] = "onbekend"
        return made

    return table("answers_t0_ouder", act)


def _no_scores(above: bool) -> Act:
    def act(frame: pd.DataFrame) -> pd.DataFrame:
        one = frame.iloc[0]
        same = frame["scale"].eq(one["scale"]) & frame["wave"].eq(one["wave"])
        own = frame.index[same & frame["informant"].eq(one["informant"])]
        made = frame.copy()
        made.loc[own[: len(own) // 5 + (1 if above else 0)], "score"] = np.nan
        return made

    return table("scores", act)


def _refusals(above: bool) -> Act:
    def act(frame: pd.DataFrame) -> pd.DataFrame:
        own = frame.index[frame["wave"].eq("T12") & frame["informant"].eq("ouder")]
        made = frame.copy()
        made.loc[own[: len(own) // 4 + (1 if above else 0)], "state"] = "geweigerd"
        return made

    return table("contributions", act)


def _pattern(wave: str) -> Act:
    """One informant of one youth misses a wave: the middle one, or the last."""

    def act(frame: pd.DataFrame) -> pd.DataFrame:
        one = frame.iloc[0]
        same = frame["pid"].eq(one["pid"]) & frame["informant"].eq(one["informant"])
        return frame.assign(state=frame["state"].mask(same & frame["wave"].eq(wave), "gemist"))

    return table("contributions", act)


def _leavers(months: int) -> Act:
    def act(frame: pd.DataFrame) -> pd.DataFrame:
        gone = frame["exit_on"].notna()
        return frame.assign(age_months_t0=frame["age_months_t0"] + months * gone)

    return table("cases", act)


def _flow(part: float) -> Act:
    def act(frame: pd.DataFrame) -> pd.DataFrame:
        first = frame["step"].eq("besproken") & frame["region_group"].eq("zuid")
        number = int(frame.loc[first, "n_clients"].iloc[0] * part)
        later = ~frame["step"].eq("besproken") & frame["region_group"].eq("zuid")
        fewer = frame["n_clients"].clip(upper=number)
        return frame.assign(n_clients=frame["n_clients"].mask(later, fewer))

    return table("flow", act)


def _smaller(cohort: int, size: int) -> Act:
    def act(frame: pd.DataFrame) -> pd.DataFrame:
        own = frame.index[frame["cohort"].eq(cohort)]
        return frame.drop(index=own[size:])

    return table("cases", act)


def _fewer_of(region: str, number: int) -> Act:
    """Leave only a number of youths of a region in the first cohort; the rest moves elsewhere."""

    def act(frame: pd.DataFrame) -> pd.DataFrame:
        own = frame.index[frame["cohort"].eq(1) & frame["region"].eq(region)]
        made = frame.copy()
        made.loc[own[number:], "region"] = "rotterdam_rijnmond"
        return made

    return table("cases", act)


def _once_coded(part: float) -> Act:
    """Only a part of the cases coded twice."""

    def act(frame: pd.DataFrame) -> pd.DataFrame:
        cases = list(dict.fromkeys(frame["pid"]))
        twice = cases[: round(part * len(cases))]
        return frame[frame["pid"].isin(twice) | frame["coder"].eq("C1")]

    return table("codings", act)


def _disagree(every: int, *, since: str = "2000-01-01") -> Act:
    """The second coder gives another code to every n-th segment since a day."""

    def act(frame: pd.DataFrame) -> pd.DataFrame:
        names = sorted(frame["code"].unique())
        other = {code: names[(place + 1) % len(names)] for place, code in enumerate(names)}
        second = frame["coder"].eq("C2") & (frame["coded_on"] >= pd.Timestamp(since))
        turn = second & (second.cumsum() % every == 0)
        return frame.assign(code=frame["code"].mask(turn, frame["code"].map(other)))

    return table("codings", act)


def _own_code(uses: int, coders: tuple[str, ...] = ("C1",)) -> Act:
    def act(frame: pd.DataFrame) -> pd.DataFrame:
        extra = frame[frame["coder"].eq("C1")].head(uses).assign(code="eigen")
        extra = extra.assign(
            coding=[f"eigen{n}" for n in range(len(extra))],
            coder=[coders[n % len(coders)] for n in range(len(extra))],
        )
        return pd.concat([frame, extra], ignore_index=True)

    return table("codings", act)


def _whole(kind: str, noticed_by: str, plant: Act, near: Act) -> Fault:
    return Fault(kind, noticed_by, plant, near, whole=True)


FAULTS: tuple[Fault, ...] = (
    _whole("jarig_op_1_januari", "geboortedagen_gecodeerd",
           share("subjects", "birth_day_coded", True, lambda n: 8),
           share("subjects", "birth_day_coded", True, lambda n: 2)),
    _whole("altijd_de_eerste", "voorkeur_dag", _first_days(0.2), _first_days(0.01)),
    _whole("altijd_hele_maanden", "voorkeur_duur", _whole_months(0.2), _whole_months(0.01)),
    _whole("alle_doelen_even_zwaar", "voorkeur_gewicht",
           table("goals", lambda g: g.assign(weight=1.0)),
           table("goals", lambda g: g.assign(weight=1.0 + (np.arange(len(g)) // 2 % 5 == 0)))),
    _whole("bron_weet_alleen_jaren", "datum_op_jaar", _years(True), _years(False)),
    _whole("strenge_interviewer", "interviewer_effect", _shift(6.0, "interviewer"),
           _shift(0.2, "interviewer")),
    _whole("ander_kwartaal", "verloop_kwartaal", _shift(6.0, "kwartaal"),
           _shift(0.2, "kwartaal")),
    _whole("vraag_overgeslagen", "item_ontbreekt", _gaps(True), _gaps(False)),
    _whole("score_niet_te_maken", "schaal_ontbreekt", _no_scores(True), _no_scores(False)),
    _whole("ouders_weigeren", "weigering_hoog", _refusals(True), _refusals(False)),
    _whole("meting_ertussenuit", "patroon_ontbreken", _pattern("T6"), _pattern("T12")),
    _whole("oudere_stoppen", "uitval_verschilt", _leavers(24), _leavers(0)),
    _whole("helft_valt_af", "werving_nonrespons", _flow(0.49), _flow(0.5)),
    _whole("cohort_te_klein", "cohort_omvang", _smaller(1, 44), _smaller(1, 45)),
    _whole("regio_ontbreekt", "cohort_balans", _fewer_of("midden_holland", 1),
           _fewer_of("midden_holland", 2)),
    _whole("te_weinig_dubbel", "dubbel_codeerd_aandeel", _once_coded(0.18), _once_coded(0.2)),
    _whole("codeurs_oneens", "codeur_alfa", _disagree(2), _disagree(50)),
    _whole("codeurs_half_eens", "codeur_alfa_voorlopig", _disagree(6), _disagree(50)),
    _whole("codeurs_zakken", "codeur_verloop", _disagree(2, since="2028-04-01"),
           _disagree(50, since="2028-04-01")),
    _whole("eigen_code", "code_een_codeur", _own_code(4), _own_code(4, ("C1", "C2"))),
    _whole("bijna_nooit", "code_zeldzaam", _own_code(2), _own_code(3)),
    _whole("bestand_niet_gesloten", "bestand_wijkt_af",
           share("snapshots", "n_no_longer", 1, lambda n: 1),
           share("snapshots", "n_no_longer", 0, lambda n: 1)),
)  # fmt: skip
