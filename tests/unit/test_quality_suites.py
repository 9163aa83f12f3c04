"""The same declarations as Great Expectations: same answers, no network, no value in a result."""

from __future__ import annotations

import json
import socket
import sys
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from analysis.quality import Outcome, judge
from analysis.quality.report import build
from analysis.quality.suites import validate
from analysis.quality.tables import trust
from register.fictive import faults
from register.files.quality_html import render
from tests.support import sound_register as sound

SECRET = "Jansen-Fictief-0612345678"
WANTED = ("subjects", "collected", "stays", "goals", "waves", "cases", "contributions", "scores")


@pytest.fixture(scope="module")
def made() -> tuple[Any, Outcome, dict[str, Any], list[str]]:
    """A small register with faults and a telltale value, judged both ways behind a socket guard."""
    tables = {n: f for n, f in sound.tables().items() if n in WANTED}
    wanted = [one for one in faults.plan(list(tables["subjects"]["pid"]), 3) if not one.near]
    tables, _ = faults.plant(tables, sound.facts(), wanted)
    people = tables["subjects"]
    tables["subjects"] = people.assign(
        region=people["region"].mask(people.index == 5, SECRET).astype(object)
    )
    frames = sound.frames(tables)
    checks = [c for c in sound.checks() if not c.id.startswith(("t0_", "vervolg_", "sdq", "kids"))]
    outcome = judge(frames, key=b"sleutel", checks=checks)
    events: list[str] = []
    watching = [True]

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if watching[0] and event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
            events.append(event)

    sys.addaudithook(watch)
    results = validate(frames, outcome, checks)
    watching[0] = False
    return frames, outcome, results, events


def test_a_run_of_the_suites_asks_nothing_of_the_network(made: Any) -> None:
    assert made[3] == []
    assert socket.socket is not None


def test_great_expectations_counts_what_pandas_counts(made: Any) -> None:
    _, outcome, results, _ = made
    assert results["checks"]
    assert not any(one["exception"] for one in results["checks"].values())
    hits = {name: int(table["hit"].sum()) for name, table in outcome.tables.items()}
    assert {name: one["unexpected"] for name, one in results["checks"].items()} == {
        name: hits[name] for name in results["checks"]
    }
    assert sum(hits.values()) > 20


def test_every_check_that_judged_a_row_is_in_a_suite(made: Any) -> None:
    _, outcome, results, _ = made
    judged = {name for name, number in outcome.judged.items() if number}
    assert judged <= set(results["checks"])


def test_no_value_leaks_into_results_findings_or_the_page(made: Any) -> None:
    frames, outcome, results, _ = made
    page = render(build(frames, outcome, sound.checks(), suites=results))
    assert SECRET not in json.dumps(results)
    assert SECRET not in repr(outcome.findings)
    assert SECRET not in page
    assert "fictief-005" not in page
    assert not any(one.pid in page for one in outcome.findings if one.pid)


def test_the_page_loads_nothing_and_names_what_did_not_run(made: Any) -> None:
    frames, outcome, results, _ = made
    page = render(build(frames, outcome, sound.checks(), suites=results))
    assert "http" not in page.replace("http-equiv", "")
    assert "<script" not in page
    assert "Niet gedraaid" in page
    assert "De 34 indicatoren" in page


def test_the_sheets_of_a_wave_are_told_apart_by_what_stands_against_them(made: Any) -> None:
    frames, outcome, _, _ = made
    found = trust(frames, outcome, wave="T6")
    assert set(found["oordeel"]) == {"te vertrouwen", "met uitleg", "niet gebruiken"}
    assert (found.loc[found["oordeel"] == "niet gebruiken", "fouten"] > 0).all()
    assert (found.loc[found["oordeel"] == "te vertrouwen", "waarom"] == "").all()


def test_the_result_is_the_same_for_the_same_data_and_another_for_other_data(made: Any) -> None:
    frames, outcome, _, _ = made
    again = judge(frames, key=b"sleutel", checks=[c for c in sound.checks() if c.number])
    other = judge(
        replace(frames, tables={**frames.tables, "goals": frames["goals"].iloc[:0]}),
        key=b"sleutel",
        checks=[c for c in sound.checks() if c.number],
    )
    third = judge(frames, key=b"sleutel", checks=[c for c in sound.checks() if c.number])
    assert again.hash == third.hash
    assert again.hash != other.hash
    assert isinstance(outcome.tables["wees"], pd.DataFrame)
