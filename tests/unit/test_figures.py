"""Figures: the same bytes for the same numbers, words for who cannot see, no date, no tool."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache

import numpy as np
import pandas as pd
import pytest
from lxml import etree

from analysis import figures
from analysis.casusoverstijgend.regions import compared, funnel_limits
from analysis.figures.style import PALETTE, REST, ink_on, spread
from analysis.results import Figure
from analysis.terugkijk.sequences import Sequences
from analysis.terugkijk.states import mean_time, state_distribution
from analysis.terugkijk.transitions import transition_counts

LABELS = {"A": "Thuis", "B": "Pleegzorg & meer", "C": "Gesloten"}


def sequences() -> Sequences:
    table = pd.DataFrame([list("AABBC"), list("AAACC"), list("ABBBB"), list("CCCCA")])
    return Sequences.of_table(table, labels=LABELS)


def curve(scale: float) -> pd.DataFrame:
    time = np.array([3.0, 9.0, 15.0])
    middle = scale * time / 20
    return pd.DataFrame({"estimate": middle, "low": middle * 0.5, "high": middle * 1.4}, index=time)


@lru_cache
def made(name: str) -> Figure:
    return make(name)


def make(name: str) -> Figure:
    found = sequences()
    makers: dict[str, Callable[[], Figure]] = {
        "statusverdeling": lambda: figures.state_distribution(
            state_distribution(found), LABELS, title="Waar", mark="2"
        ),
        "tijd-per-status": lambda: figures.time_per_state(
            mean_time(found), LABELS, title="Hoe lang", n=4
        ),
        "overgangen": lambda: figures.transition_flow(
            transition_counts(found, lag=4), LABELS, title="Vlucht", left="eerst", right="nu", n=4
        ),
        "indexplot": lambda: figures.index_plot(found, title="Trajecten"),
        "levenslijn": lambda: figures.life_line(
            [("A", date(2020, 1, 1), date(2021, 1, 1)), ("C", date(2021, 1, 1), date(2021, 1, 9))],
            [("Verhuizing", date(2020, 5, 1))],
            LABELS,
            title="Leven",
        ),
        "cumulatieve-incidentie": lambda: figures.cumulative_incidence(
            {"Terug naar huis": curve(0.4), "Anders": curve(0.2)},
            pd.Series([40, 30, 12], index=[0, 9, 18]),
            title="Wat volgde",
            n=40,
        ),
    }
    return makers[name]()


def compare(name: str) -> Figure:
    counts = pd.DataFrame({"events": [18, 19, 38], "n": [40, 40, 40]}, index=["N", "O", "Zuid"])
    regions = compared(counts)
    limits = pd.DataFrame(
        [(n, *funnel_limits(0.5, n, 0.95), *funnel_limits(0.5, n, 0.998)) for n in range(10, 61)],
        columns=["n", "low_95", "high_95", "low_99_8", "high_99_8"],
    ).set_index("n")
    estimates = pd.DataFrame(
        {"estimate": [0.2, -0.5], "low": [-0.1, -0.8], "high": [0.5, -0.2]}, index=["Een", "Twee"]
    )
    means = pd.DataFrame(
        [("ouder", "T0", 20.0, 19.0, 21.0), ("ouder", "T6", 16.0, 15.0, 17.0)],
        columns=["group", "wave", "mean", "low", "high"],
    )
    linked = pd.DataFrame({"one": ["a", "a"], "other": ["b", "c"], "phi": [0.9, -0.1], "q": [0, 1]})
    makers: dict[str, Callable[[], Figure]] = {
        "trechter": lambda: figures.funnel(regions, limits, title="Regio", overall=0.5),
        "bosdiagram": lambda: figures.forest(estimates, title="Verandering", axis="d", n=60),
        "verloop": lambda: figures.course(means, title="Verloop", axis="score", labels={}, n=60),
        "samen-voorkomen": lambda: figures.pairs(linked, title="Samen", n=60),
    }
    return makers[name]()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("trechter", "Buiten de 99,8%-grens: Zuid."),
        ("bosdiagram", "Buiten “geen verschil”: Twee."),
        ("verloop", "ouder 16,0"),
        ("samen-voorkomen", "Sterkst: a en b"),
    ],
)
def test_a_comparing_figure_says_what_stands_out(name: str, words: str) -> None:
    first, again = compare(name), compare(name)
    assert first.svg == again.svg and words in first.alt and not first.individual_level
    assert etree.fromstring(first.svg.encode()).attrib["role"] == "img"
    assert not re.search(r">[−-]?\d+\.\d+</text>", first.svg)


NAMES = (
    "statusverdeling",
    "tijd-per-status",
    "overgangen",
    "indexplot",
    "levenslijn",
    "cumulatieve-incidentie",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_is_the_same_each_time_and_says_what_it_shows(name: str) -> None:
    first, again = made(name), make(name)
    assert first.svg == again.svg and first.png == again.png
    root = etree.fromstring(first.svg.encode())
    assert root.attrib["role"] == "img"
    assert root[0].text == first.alt
    assert first.name == name and first.caption.endswith(".") and first.alt.endswith(".")
    assert not first.numbers.empty
    assert "matplotlib" not in first.svg.lower() and "<dc:date>" not in first.svg
    assert first.individual_level is (name in {"indexplot", "levenslijn"})


def test_a_decimal_is_written_with_a_comma() -> None:
    bars = made("tijd-per-status").svg
    assert ">1,5</text>" in bars
    assert not re.search(r">\d+\.\d+</text>", bars)


def test_beyond_seven_states_the_rarest_are_taken_together() -> None:
    states = [f"S{i}" for i in range(10)]
    table = pd.DataFrame([[0.1] * 10, [0.1] * 10], columns=states, index=["0", "1"])
    figure = figures.state_distribution(table.assign(n=20, entropy=1.0), {}, title="Veel statussen")
    assert "Overige" in figure.svg and REST.lower() in figure.svg.lower()
    assert set(states) <= set(figure.numbers.columns)


def test_nothing_to_show_is_said_and_not_drawn() -> None:
    empty = pd.DataFrame(0.0, index=["A"], columns=["A"])
    with pytest.raises(ValueError, match="geen overgangen"):
        figures.transition_flow(empty, LABELS, title="t", left="l", right="r", n=0)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colour", [*PALETTE, REST])
def test_text_on_every_fill_has_enough_contrast(colour: str) -> None:
    pair = sorted([_luminance(colour), _luminance(ink_on(colour))])
    assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5


def test_labels_never_overlap_and_stay_inside() -> None:
    placed = sorted(spread([0.5, 0.5, 0.51, 0.99, 1.0], 0.06, 0.0, 1.0))
    assert min(np.diff(placed)) >= 0.06 - 1e-9
    assert placed[0] >= 0 and placed[-1] <= 1
