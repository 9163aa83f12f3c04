"""Branching and calculations give the same answer on the server and in the browser."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from instruments.logic import Context, evaluate, parse
from instruments.logic.browser import as_json
from instruments.logic.functions import FUNCTIONS
from tests.spec.logic_cases import CASES, NOW, TABLE, TODAY, Case

SCRIPT = Path(__file__).parents[2] / "instruments" / "logic" / "logic.js"
RUN = "rows => rows.map(([tree, context]) => CasusLogic.evaluate(tree, context))"


def server_context(case: Case) -> Context:
    def sheet(values: Mapping[str, Any]) -> dict[str, Any]:
        return {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}

    events = {event: sheet(values) for event, values in case.events.items()}
    return Context(sheet(case.values), events, dict(case.gaps), TODAY, NOW)


def browser_context(context: Context) -> dict[str, Any]:
    return {
        "values": context.values,
        "events": context.events,
        "gaps": context.gaps,
        "today": context.today,
        "now": context.now,
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text)
def test_the_server_gives_what_the_table_says(case: Case) -> None:
    given = evaluate(parse(case.text), server_context(case))
    assert given == case.gives
    assert type(given) is type(case.gives)


def test_the_table_has_at_least_150_rows_that_differ() -> None:
    assert len({repr(case) for case in CASES}) == len(CASES) >= 150


def test_the_browser_gives_what_the_table_says(page: Any) -> None:
    page.goto("about:blank")
    page.add_script_tag(path=str(SCRIPT))
    rows = [[as_json(parse(case.text)), browser_context(server_context(case))] for case in CASES]
    given = page.evaluate(RUN, rows)
    wrong = [
        (case.text, case.gives, got)
        for case, got in zip(CASES, given, strict=True)
        if got != case.gives or isinstance(got, bool) != isinstance(case.gives, bool)
    ]
    assert wrong == []


def test_the_browser_needs_no_code_from_text(page: Any) -> None:
    """The strictest policy: the twin loads and works where eval and inline code are refused."""
    source = SCRIPT.read_text(encoding="utf-8")
    policy = "default-src 'none'; script-src https://casusregister.example"
    page.route(
        "https://casusregister.example/**",
        lambda route: route.fulfill(
            body=source if route.request.url.endswith(".js") else '<script src="/l.js"></script>',
            content_type="text/javascript" if route.request.url.endswith(".js") else "text/html",
            headers={"Content-Security-Policy": policy},
        ),
    )
    page.goto("https://casusregister.example/")
    case = replace(CASES[0], text="1 + 2")
    tree, context = as_json(parse(case.text)), browser_context(server_context(case))
    assert page.evaluate("([t, c]) => CasusLogic.evaluate(t, c)", [tree, context]) == 3


_INTRO = """\
# Vertakking en berekening

Een vraag wordt getoond als haar `branching` waar is; een berekend veld krijgt de uitkomst van
`calculation`. Beide staan in de schrijfwijze van REDCap. De uitdrukking wordt bij het laden
ontleed en op soort gecontroleerd (onbekend veld, onbekende code, kring, rekenen met een datum …);
er wordt nooit code uitgevoerd. Elke regel hieronder is op de server en in de browser nagerekend.

## Schrijfwijze

- `[veld]`, `[veld(code)]` bij meer keuzes (`'1'` gekozen, `'0'` niet), `[t6][veld]` bij een andere
  meting; herhaalde instanties (`[veld][1]`) worden niet gelezen en bij het laden gemeld.
- Voorrang, van sterk naar zwak: `^` (van rechts naar links), min-teken, `* /`, `+ -`,
  `= <> != < <= > >=`, `not`, `and`, `or`.
- Tekst staat tussen `' '` of `" "`. `'today'` is de dag van vandaag, `'now'` het moment.
- Een verborgen vraag houdt haar antwoord, maar telt niet: andere uitdrukkingen lezen haar als leeg.
  Hetzelfde geldt voor een antwoord dat met een reden ontbreekt.

## Wat leeg doet

| waar | met leeg |
|---|---|
| `+ - * / ^`, min-teken, `abs sqrt mod round roundup rounddown` | de uitkomst is leeg |
| `sum mean median stdev min max` | leeg telt niet mee; alles leeg geeft leeg |
| `[veld] = ''` | waar; `<> ''` is onwaar |
| `[veld] = '0'`, `[veld] = 0` | onwaar: leeg is geen nul |
| `< <= > >=` | onwaar, welke kant ook |
| `datediff`, `year`, `month`, `day` | leeg, ook als de datum niet precies genoeg is |
| `and`, `or`, `not`, `if` | leeg telt als onwaar |
| delen door nul, wortel uit een negatief getal, te groot getal | leeg |

Gelijkheid vergelijkt getallen als beide kanten een getal zijn (`'01'` is `1`), anders tekst, letter
voor letter. Volgorde bestaat tussen twee getallen, twee dagen of momenten en twee tijden.

Afronden gaat op de kortste decimale schrijfwijze (`round(1.005, 2)` is 1,01), halven van nul af;
`roundup` gaat naar boven, `rounddown` naar beneden. Een jaar is 365,2425 dagen en een maand 30,44
dagen, zoals in REDCap (REDCAP §3.5). `datediff` is altijd positief, tenzij er `true` achter staat.
`stdev` is die van een steekproef (n − 1). Machten met een gebroken exponent zijn op twaalf cijfers
afgerond.
"""


def _shown(value: Any) -> str:
    if value is True or value is False:
        return "waar" if value else "onwaar"
    if value == "":
        return "*leeg*"
    return f"{value:.12g}".replace(".", ",") if isinstance(value, float) else f"“{value}”"


def _answers(case: Case) -> str:
    parts = [f"{name} = {value}" for name, value in case.values.items()]
    parts += [
        f"{event}: {name} = {value}"
        for event, values in case.events.items()
        for name, value in values.items()
    ]
    parts += [f"{name} ontbreekt ({gap})" for name, gap in case.gaps.items()]
    return ", ".join(parts).replace("|", "\\|") or "–"


def pages() -> dict[str, str]:
    """The page with the rules and every case."""
    lines = [_INTRO.rstrip(), "", "## Functies", "", "| functie | onderdelen | leest als |"]
    lines.append("|---|---|---|")
    for function in FUNCTIONS.values():
        most = "of meer" if function.most is None else f"– {function.most}"
        count = (
            str(function.least) if function.least == function.most else f"{function.least} {most}"
        )
        words = function.words.format("…", "…", "…", all="…")
        lines.append(f"| `{function.name}` | {count} | {words} |")
    lines += ["", "## Gevallen", "", f"Vandaag is {TODAY}, nu is {NOW}."]
    for title, cases in TABLE.items():
        lines += [
            "",
            f"### {title}",
            "",
            "| uitdrukking | antwoorden | uitkomst |",
            "|---|---|---|",
        ]
        for case in cases:
            text = case.text.replace("|", "\\|")
            lines.append(f"| `{text}` | {_answers(case)} | {_shown(case.gives)} |")
    return {"logic.md": "\n".join(lines)}
