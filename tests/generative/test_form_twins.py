"""What a form shows and computes while it is filled in is what the server finds in it."""

from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from instruments.browser import form_as_json
from instruments.dates import InvalidDate, PartialDate
from instruments.definition import load
from instruments.logic import Context
from instruments.sheet import read_form
from instruments.visibility import visible_columns, worked

LOGIC = Path(__file__).parents[2] / "instruments" / "logic"
# Shrinking asks the browser thousands of times; the first row that differs says enough.
QUICK = [Phase.generate]
LENIENT = [
    HealthCheck.function_scoped_fixture,
    HealthCheck.too_slow,
    HealthCheck.data_too_large,
    HealthCheck.large_base_example,
]
FORM = load(
    """
id: tweeling
version: "1"
title: Tweeling
elsewhere: {leeftijd: number}
sections:
  - id: een
    title: Een
    items:
      - {id: tekst, type: text, label: Tekst}
      - {id: verhaal, type: note, label: Verhaal, branching: "[tekst] <> ''"}
      - {id: geheel, type: integer, label: Geheel, min: "0", max: "20"}
      - {id: getal, type: number, label: Getal, decimals: "2", max: "99.5"}
      - {id: dag, type: date, label: Dag, max: today}
      - id: sinds
        type: date
        label: Sinds
        precision: [dag, maand, seizoen, jaar, geschat]
        min: 2015-06-15
      - {id: tijd, type: time, label: Tijd, min: "08:00"}
      - {id: keuze, type: choice, label: Keuze, choices: {"1": a, "2": b, x: c}}
      - id: meer
        type: multichoice
        label: Meer
        choices: {"1": a, "2": b, "9": geen}
        exclusive: ["9"]
        branching: "not [keuze] = 'x'"
      - {id: ja, type: yesno, label: Ja, branching: "[som] > 10 or [leeftijd] >= 12"}
      - {id: schuif, type: slider, label: Schuif, branching: "[meer(2)] = '1'"}
      - {id: som, type: calculated, label: Som, calculation: "sum([geheel], [getal], [schuif])"}
      - {id: duur, type: calculated, label: Duur, calculation: "datediff([dag], 'today', 'd')"}
      - {id: jaar, type: calculated, label: Jaar, calculation: "year([sinds]) + month([sinds])"}
      - {id: kop, type: descriptive, label: Kop, branching: "ismissingcode([keuze])"}
      - {id: laat, type: text, label: Laat, branching: "[tijd] > '12:00' and [t0][tekst] = 'a'"}
  - id: twee
    title: Twee
    branching: "[ja] <> '0'"
    items:
      - id: rooster
        type: matrix
        label: Rooster
        choices: {"0": nooit, "1": vaak}
        rows: [{id: r1, label: a}, {id: r2, label: b, branching: "[r1] = '1'"}]
      - {id: rijsom, type: calculated, label: Som, calculation: "[r1] + [r2]"}
      - id: groep
        type: group
        label: Groep
        binds: episode
        items:
          - {id: k1, type: choice, label: K, choices: {a: A, b: B}}
          - {id: k2, type: number, label: L, branching: "[k1] = 'b'"}
          - {id: k3, type: text, label: M, branching: "[k2] > [geheel]"}
"""
)
CONTROLS = {
    "tekst": ["a", " b ", "een\ntwee", "a\x00"],
    "verhaal": ["een\r\ntwee", "x"],
    "geheel": ["7", "21", "-1", "1,5", "007"],
    "getal": ["2,5", "2.50", "1,234", "100", "-3", "a"],
    "dag": ["12-03-2021", "2021-03-12", "mrt 2020", "30-02-2021", "1-1-2030", "12-03-2021?"],
    "sinds": ["zomer 2021", "2015", "ca. mei 2015", "winter 2020-2021", "2014", "2016~", "x"],
    "tijd": ["8:30", "13.15", "07:59", "25:00"],
    "keuze": ["1", "2", "x", "9"],
    "meer": ["1", "2", "9"],
    "ja": ["0", "1", "ja"],
    "schuif": ["0", "50", "101"],
    "r1": ["0", "1"],
    "r2": ["1", "5"],
    "som": ["99"],
}
CHOSEN = {name: st.sampled_from(typed) for name, typed in CONTROLS.items()}
CHOSEN["meer"] = st.lists(CHOSEN["meer"], max_size=3)  # type: ignore[assignment]
REASONS = st.sampled_from(["weigering", "onbekend", "zomaar", ""])
FORMS = st.fixed_dictionaries(
    {},
    optional=CHOSEN | {f"{name}__gap": REASONS for name in ("keuze", "geheel", "tijd")},
)
ROWS = st.fixed_dictionaries(
    {},
    optional={"k1": st.sampled_from(["a", "b", "c"]), "k2": CHOSEN["getal"], "k3": CHOSEN["tekst"]},
)
CONTEXTS = st.builds(
    lambda age, text: Context(
        {} if age is None else {"leeftijd": age}, {"t0": {"tekst": text}}, {}, "2026-03-01", ""
    ),
    st.none() | st.integers(8, 17),
    st.sampled_from(["a", "b"]),
)
RUN = """rows => rows.map(([definition, form, context, row]) => {
  const worked = CasusSheet.work(definition, form, context);
  const columns = worked.visible.includes("groep")
    ? CasusSheet.columns(definition, "groep", row, worked) : [];
  return [worked.visible, worked.calculated, columns];
})"""


def _loaded(page: Any) -> None:
    if not page.evaluate("typeof CasusSheet !== 'undefined'"):
        page.add_script_tag(path=str(LOGIC / "logic.js"))
        page.add_script_tag(path=str(LOGIC / "sheet.js"))


@settings(max_examples=25, phases=QUICK, suppress_health_check=LENIENT)
@given(st.lists(st.tuples(FORMS, CONTEXTS, ROWS), min_size=10, max_size=20))
def test_the_browser_shows_and_computes_what_the_server_finds(page: Any, rows: list[Any]) -> None:
    _loaded(page)
    server, sent = [], []
    for form, context, row in rows:
        prefixed = {f"groep.0.{name}": typed for name, typed in row.items()}
        sheet = read_form(FORM, form | prefixed, context, complete=False)
        result = worked(FORM, sheet.answers, context)
        first = sheet.rows.get("groep", ())
        answers = first[0].answers if first else {}
        shown = visible_columns(FORM.groups["groep"], answers, result.context)
        columns = sorted(shown) if "groep" in sheet.visible else []
        server.append([sorted(sheet.visible), dict(result.calculated), columns])
        as_sent = {"values": context.values, "events": context.events, "gaps": {}}
        as_sent |= {"today": context.today, "now": ""}
        sent.append([DEFINITION, form, as_sent, row])
    browser = page.evaluate(RUN, sent)
    found = [[sorted(seen), computed, sorted(columns)] for seen, computed, columns in browser]
    differ = [one for one in zip(rows, found, server, strict=True) if one[1] != one[2]]
    assert differ[:1] == []


DEFINITION = form_as_json(FORM, date(2026, 3, 1))

WORDS = st.sampled_from(
    [
        *["ca.", "circa", "?", "~", "zomer", "winter", "mrt", "maart", "sept", "sep", "mei"],
        *["5", "31", "02", "13", "00", "2020", "2021", "1899", "2020-2021", "-", "/", "."],
        *["29-02-2020", "2021-03"],
    ]
)
TYPED = st.builds(
    lambda words, glue: glue.join(words),
    st.lists(WORDS, max_size=4),
    st.sampled_from([" ", "", "-"]),
)


@settings(max_examples=25, phases=QUICK, suppress_health_check=LENIENT)
@given(st.lists(TYPED, min_size=20, max_size=40))
def test_the_browser_reads_a_partial_date_as_the_server_does(page: Any, typed: list[str]) -> None:
    _loaded(page)
    server = []
    for text in typed:
        try:
            found = PartialDate.parse(text)
        except InvalidDate:
            server.append(None)
            continue
        bounds = [found.earliest.toordinal(), found.latest.toordinal()]
        server.append([found.text, found.precision, *bounds])
    script = """typed => typed.map(text => {
      const found = CasusSheet.partialDate(text);
      return found && [found.text, found.precision, found.first, found.last];
    })"""
    assert page.evaluate(script, typed) == server
