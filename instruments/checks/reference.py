"""The page of docs/reference with every check, made from the declarations."""

from __future__ import annotations

from instruments.checks.coverage import coverage
from instruments.checks.declaration import Check, Layer
from instruments.checks.generated import of_instruments
from instruments.checks.reading import declared
from instruments.store import instruments

_INTRO = """\
# Controles

Elke controle staat één keer beschreven, in `instruments/checks`. Dezelfde beschrijving loopt bij
het invullen van een blad, over de casus door de tijd en over het hele register, in gewone pandas en
als verwachtingen van Great Expectations. Grenzen komen uit het protocol.

Een **fout** moet hersteld of verklaard worden, een **waarschuwing** beantwoord, **info** wordt
alleen getoond. Een bevinding bevat nooit een waarde, alleen een versleutelde hash ervan: wat is
aanvaard, blijft weg tot de waarde verandert. Een controle waarvoor het bestand iets mist, wordt
als *niet gedraaid* gemeld, nooit als goed.
"""
_LAYERS = {
    Layer.SHEET: "Op één blad",
    Layer.CASE: "Op een casus door de tijd",
    Layer.REGISTER: "Op het register als geheel",
}


def pages() -> dict[str, str]:
    """controles.md."""
    checks = declared()
    lines = [_INTRO]
    for layer, title in _LAYERS.items():
        own = [check for check in checks if check.layer is layer]
        lines += [f"## {title} ({len(own)})", ""]
        for check in own:
            lines += _check(check)
    made = of_instruments(instruments())
    lines += _generated(made)
    lines += _matrix(made)
    return {"controles.md": "\n".join(lines)}


def _check(check: Check) -> list[str]:
    limits = ", ".join(f"`{one}`" for one in check.limits) or "–"
    needs = ", ".join(f"`{one}`" for one in check.needs) or "–"
    return [
        f"### {check.title}",
        "",
        f"`{check.id}` · nr. {check.number} · {check.severity.value} · {check.indicator} · "
        f"versie {check.version}",
        "",
        f"- Regel: {check.rule}",
        f"- Wie gevraagd wordt ({check.answers}) leest: “{check.text}”",
        f"- Nodig: {needs}; grenzen uit het protocol: {limits}",
        "",
    ]


def _generated(made: tuple[Check, ...]) -> list[str]:
    kinds: dict[str, int] = {}
    for check in made:
        kind = check.id.rsplit(".", 1)[-1]
        kinds[kind] = kinds.get(kind, 0) + 1
    lines = ["## Uit definities gemaakt", ""]
    lines += ["| soort | controles in de bibliotheek |", "|---|---|"]
    lines += [f"| {kind} | {number} |" for kind, number in sorted(kinds.items())]
    return [*lines, ""]


def _matrix(made: tuple[Check, ...]) -> list[str]:
    found = coverage(declared(), {check.indicator for check in made})
    totals = {word: sum(one.cover == word for one in found) for word in ("gedekt", "deels", "niet")}
    said = ", ".join(f"{number} {word}" for word, number in totals.items())
    lines = [
        "## De 34 indicatoren",
        "",
        "Indicatoren van Schmidt e.a. 2021 (BMC Medical Research Methodology 21, "
        f"10.1186/s12874-021-01252-7): {said}.",
        "",
        "| indicator | wat | dimensie | gedekt | door | toelichting |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {one.indicator} | {one.name} | {one.dimension} | {one.cover} | "
        f"{', '.join(one.checks) or '–'} | {one.note or '–'} |"
        for one in found
    ]
    return lines
