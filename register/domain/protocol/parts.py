"""The base of every part of a study protocol, and the few scalar types it is written in."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

_WORDS = {"ja": True, "nee": False}


class Part(BaseModel):
    """A frozen part; a key that the schema does not know is an error, never ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def _yes_no(value: object) -> object:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in _WORDS:
        return _WORDS[value.strip().lower()]
    raise ValueError("schrijf ja of nee")


def _day(value: object) -> object:
    if isinstance(value, date):
        return value
    try:
        day = date.fromisoformat(str(value).strip())
    except ValueError:
        raise ValueError("schrijf de datum als jjjj-mm-dd") from None
    if not 1990 <= day.year <= 2199:
        raise ValueError("kies een jaar tussen 1990 en 2199")
    return day


Text = Annotated[str, StringConstraints(min_length=1)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_]*$", max_length=40)]
YesNo = Annotated[bool, BeforeValidator(_yes_no)]
Day = Annotated[date, BeforeValidator(_day)]
Count = Annotated[int, Field(ge=0, le=100_000)]
Positive = Annotated[int, Field(ge=1, le=100_000)]
Age = Annotated[int, Field(ge=0, le=120)]
Months = Annotated[int, Field(ge=0, le=600)]
Days = Annotated[int, Field(ge=0, le=3660)]
Percent = Annotated[int, Field(ge=0, le=100)]
Informant = Annotated[
    str, StringConstraints(pattern=r"^(jeugdige|ouder|belangrijke_ander|professional|dossier)$")
]
INFORMANTS = ("jeugdige", "ouder", "belangrijke_ander", "professional", "dossier")
