"""The half-yearly report: every section says something, and nothing withheld is in it."""

from __future__ import annotations

import re
from datetime import date
from importlib.resources import files

import pandas as pd
import pytest

from analysis.disclosure import POLICIES, Axis, Protected, attack, narrow, policy_for
from analysis.disclosure.ledger import Snapshot
from analysis.reports import Report, half_yearly, release_of
from analysis.reports.charts import stacked_bars
from analysis.reports.classes import GIRL, OTHER, gender_class
from analysis.reports.material import Material
from analysis.reports.model import CONCEPT, Bullets, FigureBlock, Paragraph, ProcessBlock
from analysis.reports.presentation import grid, wilson
from register.domain.protocol.reading import read
from register.files.report_html import render_html
from tests.support.study_frames import study


@pytest.fixture(scope="module")
def report() -> Report:
    return half_yearly(study(50), policy="begeleidingsgroep")


def words(report: Report) -> str:
    """All running text of a report."""
    found = []
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                found.append(block.text)
            elif isinstance(block, Bullets):
                found += [block.title, *block.items]
            elif isinstance(block, FigureBlock):
                found += [block.sentence, block.alt, block.caption]
    return "\n".join(found)


def test_it_is_marked_as_a_concept_and_numbers_its_sections(report: Report) -> None:
    assert report.status == CONCEPT == "concept – niet verspreiden"
    numbers = [section.number for section in report.sections]
    assert numbers[0] == "0"
    assert {"1", "2", "3", "7", "8"} <= set(numbers)


@pytest.mark.parametrize("number", ["0", "1", "2", "3"])
def test_with_fifty_youths_every_section_shows_a_number(report: Report, number: str) -> None:
    section = next(s for s in report.sections if s.number == number)
    texts = [b.text for b in section.blocks if isinstance(b, Paragraph)]
    texts += [item for b in section.blocks if isinstance(b, Bullets) for item in b.items]
    texts += [c.text for b in section.blocks if isinstance(b, ProcessBlock)
              for _, counts in b.lines for c in counts]  # fmt: skip
    assert re.search(r"\b[1-9]\d+\b", " ".join(texts))


def test_nothing_withheld_can_be_computed_from_all_tables_together(report: Report) -> None:
    policy = policy_for("begeleidingsgroep")
    linked: dict[str, list[Protected]] = {}
    for table in report.tables:
        linked.setdefault(table.rows.name.split("_")[0], []).append(table)
    people = [t for t in report.tables if t.id.startswith("deelnemers")]
    for group in [people, *linked.values()]:
        numbers = {n.address: n for t in group for n in t.numbers()}
        names = frozenset(axis.name for t in group for axis in (t.rows, t.cols) if axis)
        assert not narrow(attack(list(numbers.values()), full=names, enough=5), policy.threshold)
    values = [n.value for table in report.tables for n in table.numbers() if n.value is not None]
    assert values
    assert min(values) >= policy.threshold


def test_it_says_how_much_was_withheld_and_what_it_may_not_be_used_for(report: Report) -> None:
    text = words(report)
    hidden = sum(table.n_withheld for table in report.tables)
    cells = sum(table.n_cells for table in report.tables)
    assert f"{hidden} van {cells} cellen" in text
    account = report.sections[-1]
    assert any("inkoop, toezicht" in getattr(block, "text", "") for block in account.blocks)


def test_it_speaks_of_order_and_never_of_causes_or_chances(report: Report) -> None:
    for word in ("leidt tot", "veroorzaakt", "dankzij", "effect van", "risico op"):
        assert word not in words(report)


def test_counts_under_thirty_get_no_percentages() -> None:
    small = half_yearly(study(24), policy="begeleidingsgroep")
    assert "%" not in words(small)
    assert all("Aandeel" not in grid(t, "x").header for t in small.tables)


def test_the_same_frames_give_the_same_report(report: Report) -> None:
    assert half_yearly(study(50), policy="begeleidingsgroep") == report


def test_a_public_report_is_rounded_and_says_so() -> None:
    public = half_yearly(study(200), policy="openbaar")
    shown = [n.value for t in public.tables for n in t.numbers() if n.value is not None]
    assert shown
    assert all(value % 5 == 0 for value in shown)
    assert "5-tallen" in grid(public.tables[0], "x").note


def test_a_report_with_nobody_is_still_a_report() -> None:
    empty = study(50)
    nobody = type(empty).of({"cases": empty.cases.iloc[:0]}, facts=dict(empty.facts))
    report = half_yearly(nobody, policy="begeleidingsgroep")
    assert report.tables == ()


def test_a_second_report_with_three_newcomers_repeats_nothing_that_differs(report: Report) -> None:
    key = b"toetssleutel"
    before = study(53)
    fewer = type(before).of(
        {name: table[table["pid"].isin(set(before.cases["pid"][:50]))] if "pid" in table else table
         for name, table in before.tables.items()}, facts=dict(before.facts),
    )  # fmt: skip
    first = half_yearly(fewer, policy="begeleidingsgroep", key=key)
    entry = release_of(first, fewer, id="r1", order=1, on=date(2027, 1, 15), key=key)
    second = half_yearly(before, policy="begeleidingsgroep", key=key, earlier=[entry])
    old = {n.address[1]: n.value for t in first.tables for n in t.numbers() if n.address[1]}
    for table in second.tables:
        for number in table.numbers():
            known = old.get(number.address[1])
            if known is not None and number.value is not None:
                assert not 0 < abs(known - number.value) < 5
    assert "weggelaten" in words(second)
    again = half_yearly(fewer, policy="begeleidingsgroep", key=key, earlier=[entry])
    assert [t.cells for t in again.tables] == [t.cells for t in first.tables]
    assert "eerder gepubliceerd" in str(again.sections)


def test_a_figure_holds_no_withheld_number() -> None:
    rows = Axis("a", "Soort", ("thuis", "groep", "elders"))
    table = Protected("t", "T", "p", "begeleidingsgroep", rows, None,
                      ((23,), (None,), (None,)), (), (), 31)  # fmt: skip
    drawing = stacked_bars([("nu", table)], "Een balk")
    assert "niet getoond (privacy)" in drawing
    assert set(re.findall(r">(\d+)<", drawing)) == {"23"}


def test_the_interval_of_a_share_is_the_published_one() -> None:
    """Newcombe 1998, table I: 81 of 263 gives 25.5–36.6% (score interval without correction)."""
    assert wilson(81, 263) == "26 tot 37%"
    assert wilson(15, 148) == "6 tot 16%"


def with_more(n: int = 50) -> Report:
    """A report on a study with advice, codings and an agenda."""
    frames = study(n)
    pids = list(frames.cases["pid"])
    more = {
        "advice": pd.DataFrame(
            {"pid": pids[:30], "advice": [f"a{at}" for at in range(30)],
             "acted_on": [pd.Timestamp("2026-12-01")] * 18 + [pd.NaT] * 12}
        ),
        "codings": pd.DataFrame(
            {"pid": pids[:22] + pids[:3], "coding": [f"c{at}" for at in range(25)],
             "code": ["wachten"] * 22 + ["zeldzaam"] * 3}
        ),
        "agenda": pd.DataFrame(
            {"barrier": ["b1", "b2"], "theme": ["wachtlijst", "onderwijs"],
             "state": ["plan", "bouwteam"], "n_cases": [17, 3]}
        ),
    }  # fmt: skip
    full = type(frames).of({**frames.tables, **more}, facts=dict(frames.facts))
    return half_yearly(full, policy="begeleidingsgroep")


def test_later_sections_appear_when_there_is_something_to_tell() -> None:
    report = with_more()
    text = words(report)
    assert [s.number for s in report.sections] == list("012345678")
    assert "Bij 18 van de 50 jeugdigen (36%) is ten minste één advies (deels) uitgevoerd." in text
    assert "Wachten: 22 van de 50 jeugdigen (44%), 95%-interval 31 tot 58%" in text
    assert "Zeldzaam" not in text
    assert "1 van 2 thema’s: niet getoond (privacy)." in text
    assert "Wachtlijst: plan (ten minste 15 jeugdigen)" in text
    assert "Onderwijs: bouwteam (aantal jeugdigen niet getoond (privacy))" in text


def test_an_empty_section_is_left_out(report: Report) -> None:
    assert "6" not in [section.number for section in report.sections]


def test_every_number_in_running_lists_goes_into_the_ledger_too() -> None:
    report = with_more()
    assert "thema-wachten" in {table.id for table in report.tables}
    assert "thema-zeldzaam" not in {table.id for table in report.tables}
    assert any("gemiddelde tijd" in statement.label for statement in report.statements)


def test_a_mean_over_one_youth_less_is_quoted_and_not_computed_again() -> None:
    key, whole = b"toetssleutel", study(50)
    gone = whole.cases["pid"].iloc[0]
    fewer = type(whole).of(
        {name: table[table["pid"] != gone] if "pid" in table else table
         for name, table in whole.tables.items()}, facts=dict(whole.facts),
    )  # fmt: skip
    first = half_yearly(whole, policy="begeleidingsgroep", key=key)
    entry = release_of(first, whole, id="r1", order=1, on=date(2027, 1, 15), key=key)
    second = half_yearly(fewer, policy="begeleidingsgroep", key=key, earlier=[entry])
    known = {s.label: s.text for s in first.statements}
    assert known
    assert all(known.get(s.label, s.text) == s.text for s in second.statements)


def test_participants_are_set_beside_everybody_who_was_discussed() -> None:
    frames = study(50)
    ret = pd.DataFrame(
        {"key": [f"k{at}" for at in range(210)], "client": [f"c{at // 2}" for at in range(20)]
         + [f"c{at}" for at in range(20, 210)], "gender": ["meisje"] * 60 + ["jongen"] * 150,
         "region_group": ["noord", "zuid"] * 105}
    )  # fmt: skip
    both = type(frames).of({**frames.tables, "ret": ret}, facts=dict(frames.facts))
    report = half_yearly(both, policy="begeleidingsgroep")
    girls = int((frames.cases["gender"] == "meisje").sum())
    line = next(line for line in words(report).splitlines() if line.startswith("meisje:"))
    assert f"{round(100 * girls / 50)}% van 50 deelnemers" in line
    assert "25% van 200 besproken jeugdigen" in line
    assert "waarschijnlijk oververtegenwoordigd" in line
    release_of(report, both, id="r1", order=1, on=date(2027, 1, 15))
    people = [t for t in report.tables if t.population.startswith("deelnemers")]
    place = [t for t in people if t.rows.name in ("region", "region_group")]
    assert {t.rows.name for t in place} == {"region"}
    numbers = {n.address: n for t in place for n in t.numbers()}
    full = frozenset({"region", "setting_group"})
    assert not narrow(attack(list(numbers.values()), full=full, enough=5), 5)


def test_the_shipped_protocol_gives_every_audience_its_policy(report: Report) -> None:
    text = (files("register.protocols") / "zuid-west.yaml").read_text(encoding="utf-8")
    facts = read(text, source="zuid-west.yaml").facts()
    stated = facts["thresholds"]["disclosure"]
    for audience in POLICIES.keys() & stated.keys():
        assert policy_for(audience, stated) == policy_for(audience)
    frames = study(50)
    whole = type(frames).of(dict(frames.tables), facts=facts | {"as_of": "2027-01-15"})
    made = half_yearly(whole, policy="begeleidingsgroep")
    assert "JeugdzorgPlus" in str(made.sections)
    assert len(made.tables) >= len(report.tables)


def test_a_cohort_of_girls_only_is_not_given_away_by_a_missing_class() -> None:
    frames = study(50)
    girls = frames.cases.assign(gender="meisje")
    same = type(frames).of({**frames.tables, "cases": girls}, facts=dict(frames.facts))
    made = half_yearly(same, policy="begeleidingsgroep")
    table = next((t for t in made.tables if t.id == "deelnemers-gender"), None)
    assert table is None or all(row == (None,) for row in table.cells)
    assert "Deelnemers naar geslacht" in words(made) or table is not None


def test_a_legend_names_only_what_is_drawn() -> None:
    rows = Axis("a", "Soort", ("thuis", "groep", "elders"))
    hidden = Protected("t", "T", "p", "begeleidingsgroep", rows, None,
                       ((23,), (None,), (None,)), (), (), 31)  # fmt: skip
    assert re.findall(r">(thuis|groep|elders)</text>", stacked_bars([("nu", hidden)], "x")) == [
        "thuis"
    ]
    whole = Protected("t", "T", "p", "begeleidingsgroep", rows, None,
                      ((23,), (8,), (9,)), (), (), 40)  # fmt: skip
    assert "niet getoond" not in stacked_bars([("nu", whole)], "x")


def test_every_cell_of_a_withheld_row_says_so(report: Report) -> None:
    page = render_html(report)
    assert "colspan" not in page
    assert not re.search(r"<t[dh][^>]*></t[dh]>(?!</tr></tfoot>)", page)


def test_a_merged_class_is_named_after_what_is_in_it() -> None:
    frames = study(30)
    facts = {**frames.facts, "hierarchies": {"state": {"THU": "overig", "PLG": "overig"}}}
    other = Material(frames, facts, POLICIES["begeleidingsgroep"], Snapshot("x", frozenset()),
                     Snapshot("y", frozenset()))  # fmt: skip
    assert other.hierarchies[0].parents == {
        "Thuis": "Thuis of pleegzorg",
        "Pleegzorg": "Thuis of pleegzorg",
    }


def test_the_trajectory_is_told_in_sentences() -> None:
    study_of_200 = study(200)
    facts = {**study_of_200.facts, "phrases": {"THU": "thuis"}}
    frames = type(study_of_200).of(dict(study_of_200.tables), facts=facts)
    text = words(half_yearly(frames, policy="begeleidingsgroep"))
    assert "Twee jaar vóór de 0-meting woonden 89 van de 200 jeugdigen (44%) thuis; " in text
    assert "een jaar vóór de 0-meting waren dat er 97 (48%)" in text


def test_girls_are_counted_whatever_the_file_calls_them() -> None:
    assert [gender_class(code) for code in ("meisje", "v", "m", "x", None)] == [
        GIRL, GIRL, OTHER, OTHER, OTHER,
    ]  # fmt: skip
