"""Kinds of faults on filled-in sheets: patterns, limits, reasons, ages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from register.fictive.case_faults import first
from register.fictive.faults import Act, Fault
from register.fictive.soil import Soil, Unfit

SDQ, OWN = "answers_sdq", "answers_t0_ouder"


def codes(table: str, pick: Callable[[Sequence[str]], dict[str, str | None]]) -> Act:
    """Answer the items of the first long block of an instrument."""

    def act(soil: Soil, pid: str) -> None:
        row = soil.row(table, pid)
        blocks = soil.facts.get("blocks", {}).get(table.removeprefix("answers_"), ())
        items = next((b["items"] for b in blocks if len(b["items"]) >= 8), None)
        if items is None:
            raise Unfit(table)
        soil.set(table, row.name, **pick(items))

    return act


def _run(length: int) -> Act:
    return codes(SDQ, lambda items: {i: "2" if n < length else "0" for n, i in enumerate(items)})


def _all(code: str, but: str | None = None) -> Act:
    return codes(
        SDQ,
        lambda items: {
            item: None if but is not None and n == 12 else code for n, item in enumerate(items)
        },
    )


def _own(last: str) -> Act:
    return codes(OWN, lambda items: {i: "1" if i != items[0] else last for i in items})


def _pairs(number: int) -> Act:
    """The reversed last item and some ordinary ones on the same end."""

    def pick(items: Sequence[str]) -> dict[str, str | None]:
        ends: dict[str, str | None] = {i: "3" if n < number else "1" for n, i in enumerate(items)}
        return ends | {items[-1]: "3"}

    return codes(OWN, pick)


def sheet(**values: Any) -> Act:
    return first("sheets", lambda row: values)


def _schools(other: str) -> Act:
    def act(soil: Soil, pid: str) -> None:
        row = soil.row("sheets", pid, school=None)
        soil.set("sheets", row.name, school="regulier")
        rest = soil.rows("sheets", pid, wave=row["wave"])
        beside = rest[rest["row"] != row["row"]]
        if not len(beside):
            raise Unfit("sheets")
        soil.set("sheets", beside.index[0], school=other)

    return act


def answer(item: str, value: Any, gap: str | None = None) -> Act:
    return first(OWN, lambda row: {item: value, f"{item}__gap": gap})


def _score(short: int) -> Act:
    def act(soil: Soil, pid: str) -> None:
        row = soil.row("scores", pid, score=None)
        least = soil.facts["scale_minimum"].get(f"{row['instrument']}.{row['scale']}")
        if least is None:
            raise Unfit("scores")
        soil.set("scores", row.name, n_answered=int(least) - short)

    return act


FAULTS: tuple[Fault, ...] = (
    Fault("rechte_streep", "rechte_lijn", _run(20), _run(19),
          beside=("omgekeerd_tegenspraak",)),
    Fault("overal_hetzelfde", "alles_gelijk", _all("2"), _all("2", but="13"),
          beside=("omgekeerd_tegenspraak", "geen_spreiding")),
    Fault("geen_enkele_spreiding", "geen_spreiding", _own("1"), _own("2")),
    Fault("te_snel_doorgeklikt", "te_snel", sheet(seconds=49.0, n_answered=25),
          sheet(seconds=50.0, n_answered=25)),
    Fault("omgekeerde_vraag_gemist", "omgekeerd_tegenspraak", _pairs(3), _pairs(2)),
    Fault("score_uit_te_weinig", "schaal_te_weinig_items", _score(1), _score(0)),
    Fault("vragenlijst_te_oud_voor_kind", "instrument_leeftijd",
          sheet(age_years=10, age_from=11), sheet(age_years=11, age_from=11)),
    Fault("leeg_zonder_reden", "ontbreken_zonder_reden", sheet(n_unexplained=1),
          sheet(n_unexplained=0)),
    Fault("school_en_ontheffing", "school_tegenspraak", _schools("ontheffing"),
          _schools("thuiszitter")),
    Fault("basisschool_op_achttien", "school_te_oud",
          sheet(school="basisonderwijs", age_years=18),
          sheet(school="basisonderwijs", age_years=17)),
    Fault("antwoord_bestaat_niet", "t0_ouder.nu_wonen.lijst", answer("nu_wonen", "WOL"),
          answer("nu_wonen", "THU")),
    Fault("getal_kan_niet", "t0_ouder.hist_plekken.grens", answer("hist_plekken", 61),
          answer("hist_plekken", 60), beside=("t0_ouder.hist_plekken.ongewoon",)),
    Fault("getal_ongewoon", "t0_ouder.hist_plekken.ongewoon", answer("hist_plekken", 21),
          answer("hist_plekken", 20)),
)  # fmt: skip
