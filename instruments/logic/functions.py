"""The functions of the language: how many arguments, what they give, and how they read in Dutch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Function:
    """``most`` None = any number; ``gives`` is number, bool or ``branch`` (the type of its ends).

    ``takes`` is what the arguments must be: number, date, text or any.
    """

    name: str
    least: int
    most: int | None
    gives: str
    takes: str
    words: str


def _all(*functions: Function) -> dict[str, Function]:
    return {function.name: function for function in functions}


FUNCTIONS: Final = _all(
    Function("if", 3, 3, "branch", "any", "als {0}, dan {1}, anders {2}"),
    Function("round", 1, 2, "number", "number", "{0} afgerond op {1} cijfers achter de komma"),
    Function("roundup", 1, 2, "number", "number", "{0} naar boven afgerond op {1} cijfers"),
    Function("rounddown", 1, 2, "number", "number", "{0} naar beneden afgerond op {1} cijfers"),
    Function("sum", 1, None, "number", "number", "de som van {all}"),
    Function("mean", 1, None, "number", "number", "het gemiddelde van {all}"),
    Function("median", 1, None, "number", "number", "de mediaan van {all}"),
    Function("stdev", 1, None, "number", "number", "de standaarddeviatie van {all}"),
    Function("min", 1, None, "number", "number", "de laagste van {all}"),
    Function("max", 1, None, "number", "number", "de hoogste van {all}"),
    Function("abs", 1, 1, "number", "number", "{0} zonder minteken"),
    Function("sqrt", 1, 1, "number", "number", "de wortel van {0}"),
    Function("mod", 2, 2, "number", "number", "de rest van {0} gedeeld door {1}"),
    Function("datediff", 3, 5, "number", "date", "de tijd tussen {0} en {1} in {2}"),
    Function("year", 1, 1, "number", "date", "het jaar van {0}"),
    Function("month", 1, 1, "number", "date", "de maand van {0}"),
    Function("day", 1, 1, "number", "date", "de dag van {0}"),
    Function("isblank", 1, 1, "bool", "any", "{0} is niet ingevuld"),
    Function("isblankormissingcode", 1, 1, "bool", "any", "{0} is niet ingevuld of ontbreekt"),
    Function("ismissingcode", 1, 1, "bool", "field", "{0} ontbreekt met een reden"),
    Function("hasmissingcode", 2, 2, "bool", "field", "{0} ontbreekt met reden {1}"),
    Function("isnumber", 1, 1, "bool", "any", "{0} is een getal"),
    Function("isinteger", 1, 1, "bool", "any", "{0} is een geheel getal"),
    Function("contains", 2, 2, "bool", "text", "{0} bevat {1}"),
    Function("not_contain", 2, 2, "bool", "text", "{0} bevat {1} niet"),
    Function("starts_with", 2, 2, "bool", "text", "{0} begint met {1}"),
    Function("ends_with", 2, 2, "bool", "text", "{0} eindigt met {1}"),
    Function("length", 1, 1, "number", "text", "het aantal tekens van {0}"),
)
UNITS: Final = {
    "y": "jaren",
    "M": "maanden",
    "d": "dagen",
    "h": "uren",
    "m": "minuten",
    "s": "seconden",
}
