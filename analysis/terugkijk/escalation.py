"""What went before an escalation: the year before it against an earlier year of the same youth."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.stats import beta

from analysis.cautions import ESCALATION, RECALL, SELECTED
from analysis.dutch import decimal, youths
from analysis.results import Interval, Result

LEVEL = 0.95


def paired_odds(only_before: int, only_control: int, *, level: float = LEVEL) -> Interval:
    """Exact interval of the ratio of discordant pairs, b/c: Clopper–Pearson on b of b + c.

    The ratio is the conditional odds ratio of a matched pair design (Maclure 1991 for periods of
    one person). No pairs: 0 to infinity.
    """
    b, c, tail = only_before, only_control, (1 - level) / 2
    low = float(beta.ppf(tail, b, c + 1)) if b else 0.0
    high = float(beta.ppf(1 - tail, b + 1, c)) if c else 1.0
    return Interval(low / (1 - low), high / (1 - high) if high < 1 else float("inf"), level)


def went_before(
    events: pd.DataFrame,
    escalations: pd.DataFrame,
    *,
    kinds: Sequence[str],
    months: int = 12,
) -> Result:
    """Per kind of event: youths who had it in the `months` before, or in as many months earlier.

    `events`: `pid`, `kind`, `on`, `independent`; `escalations`: `pid`, `on` (first one per youth
    counts), `known_from` (the first day of which events are known). Only events that are dated
    independently of the escalation enter, and only youths whose control period is wholly known:
    files document problems *because* things escalated. Both periods end the day before.
    """
    first = escalations.sort_values("on").groupby("pid", as_index=False).first()
    span = pd.DateOffset(months=months)
    whole = first[first["known_from"] <= first["on"] - span - span]
    usable = events[events["independent"].fillna(False).astype(bool)]
    rows = [_row(kind, usable, whole, span) for kind in kinds]
    table = pd.DataFrame(
        rows, columns=["event", "both", "only_before", "only_control", "neither", "low", "high"]
    )
    best = table.assign(gap=table["only_before"] - table["only_control"]).sort_values(
        ["gap", "event"], ascending=[False, True]
    )
    top = best.iloc[0]
    n = len(whole)
    return Result(
        name="voorafgaand-aan-escalatie",
        question=f"Wat ging in de {months} maanden ervoor vooraf aan de escalatie?",
        method=(
            f"Binnen dezelfde jeugdige: {months} maanden voor de escalatie tegenover de "
            f"{months} maanden daarvoor; exact interval van de verhouding van wisselparen"
        ),
        n=n,
        sentence=(
            f"Bij {int(top['only_before'])} van {youths(n)} ging “{top['event']}” alleen in de "
            f"{months} maanden ervoor aan de escalatie vooraf, bij {int(top['only_control'])} "
            f"alleen in de periode daarvoor (verhouding {_ratio(top)})."
        ),
        table=table,
        assumptions=(
            f"{len(first) - n} van {youths(len(first))} niet meegeteld: de controleperiode is "
            "niet geheel bekend",
            f"{len(events) - len(usable)} gebeurtenissen niet meegeteld: niet los gedateerd",
        ),
        cautions=(SELECTED, ESCALATION, RECALL),
    )


def _row(
    kind: str, events: pd.DataFrame, youths_: pd.DataFrame, span: pd.DateOffset
) -> tuple[str, int, int, int, int, float, float]:
    own = events[events["kind"] == kind]
    pair = []
    for pid, on in zip(youths_["pid"], youths_["on"], strict=True):
        days = own.loc[own["pid"] == pid, "on"]
        before = bool(((days >= on - span) & (days < on)).any())
        earlier = bool(((days >= on - span - span) & (days < on - span)).any())
        pair.append((before, earlier))
    seen = np.array(pair, dtype=bool).reshape(-1, 2)
    both = int((seen[:, 0] & seen[:, 1]).sum())
    b = int((seen[:, 0] & ~seen[:, 1]).sum())
    c = int((~seen[:, 0] & seen[:, 1]).sum())
    bounds = paired_odds(b, c)
    return kind, both, b, c, len(seen) - both - b - c, bounds.low, bounds.high


def _ratio(row: pd.Series) -> str:
    if not row["only_control"]:
        return f"niet te berekenen, ten minste {decimal(float(row['low']), 1)}"
    value = row["only_before"] / row["only_control"]
    high = "oneindig" if np.isinf(row["high"]) else decimal(float(row["high"]), 1)
    return f"{decimal(value, 1)}; 95%-interval {decimal(float(row['low']), 1)} tot {high}"
