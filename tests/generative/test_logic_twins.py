"""Whatever a researcher writes and an informant answers: server and browser agree."""

from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from instruments.logic import Context, evaluate, parse
from instruments.logic.browser import as_json
from instruments.logic.functions import FUNCTIONS

SCRIPT = Path(__file__).parents[2] / "instruments" / "logic" / "logic.js"
RUN = "rows => rows.map(([tree, context]) => CasusLogic.evaluate(tree, context))"

DATES = st.dates().map(str) | st.sampled_from(["2021-02-30", "2021-03", "2021-zomer", "2019~"])
MOMENTS = st.datetimes().map(lambda m: m.strftime("%Y-%m-%d %H:%M:%S"))
NUMBERS = st.decimals(-1000, 1000, places=2).map(lambda n: f"{n:f}") | st.integers(-9, 9).map(str)
WORDS = st.text("aBé -'😀1.,", max_size=5)
LITERALS = (
    st.integers(0, 12).map(str)
    | st.floats(0, 1e6).map(lambda n: f"{n:.4f}")
    | st.sampled_from(["''", "'1'", "'x'", "'today'", "'08:30'", "'2021-03-12'", "0.5", "1.005"])
)
FIELDS = st.sampled_from(["[a]", "[b]", "[c]", "[m(1)]", "[m(2)]", "[t6][a]", "[leeg]", "[d]"])
ANSWERS = NUMBERS | DATES | MOMENTS | WORDS | st.floats(-1e9, 1e9) | st.integers(-9, 9)
CONTEXTS = st.builds(
    Context,
    st.fixed_dictionaries(
        {},
        optional={
            "a": ANSWERS,
            "b": NUMBERS,
            "c": ANSWERS,
            "d": DATES,
            "m": st.sets(st.sampled_from(["1", "2"]), min_size=1).map(lambda s: tuple(sorted(s))),
        },
    ),
    st.fixed_dictionaries({}, optional={"t6": st.fixed_dictionaries({"a": ANSWERS})}),
    st.fixed_dictionaries({}, optional={"c": st.sampled_from(["weigering", "onbekend"])}),
    st.dates().map(str),
    MOMENTS,
)


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def call(name: str) -> st.SearchStrategy[str]:
        function = FUNCTIONS[name]
        if name == "datediff":
            unit = st.sampled_from(["'y'", "'M'", "'d'", "'h'", "'m'", "'s'", "'x'"])
            sign = st.sampled_from(["", ", true", ", 'ymd', true", ", false"])
            return st.builds("datediff({}, {}, {}{})".format, inner, inner, unit, sign)
        most = function.most if function.most is not None else 5
        parts = st.lists(inner, min_size=function.least, max_size=most)
        return parts.map(lambda found: f"{name}({', '.join(found)})")

    signs = st.sampled_from(["+", "-", "*", "/", "^", "=", "<>", "<", "<=", ">", ">=", "and", "or"])
    return (
        st.builds("({} {} {})".format, inner, signs, inner)
        | st.builds("{} + {} - {}".format, inner, inner, inner).map(lambda text: f"({text})")
        | st.builds("(not {})".format, inner)
        | st.builds("(-{})".format, inner)
        | st.sampled_from(sorted(FUNCTIONS)).flatmap(call)
    )


EXPRESSIONS = st.recursive(LITERALS | FIELDS, _larger, max_leaves=8)


def _as_sent(context: Context) -> dict[str, Any]:
    return {name: getattr(context, name) for name in ("values", "events", "gaps", "today", "now")}


@settings(
    max_examples=60,
    # Shrinking asks the browser thousands of times; the first row that differs says enough.
    phases=[Phase.generate],
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.large_base_example,
    ],
)
@given(st.lists(st.tuples(EXPRESSIONS, CONTEXTS), min_size=20, max_size=30))
def test_server_and_browser_agree(page: Any, rows: list[tuple[str, Context]]) -> None:
    if not page.evaluate("typeof CasusLogic !== 'undefined'"):
        page.add_script_tag(path=str(SCRIPT))
    trees = [(parse(text), context) for text, context in rows]
    server = [evaluate(tree, context) for tree, context in trees]
    browser = page.evaluate(RUN, [[as_json(tree), _as_sent(context)] for tree, context in trees])
    differ = [
        (text, context, one, other)
        for (text, context), one, other in zip(rows, server, browser, strict=True)
        if one != other or isinstance(one, bool) != isinstance(other, bool)
    ]
    assert differ[:1] == []


@given(EXPRESSIONS)
def test_reading_an_expression_never_depends_on_white_space(text: str) -> None:
    spread = text.replace("(", " ( ").replace(")", " ) ").replace(",", " ,\n")
    spread = spread.replace("[m ( 1 ) ]", "[m(1)]").replace("[m ( 2 ) ]", "[m(2)]")
    assert parse(spread) == parse(text)
