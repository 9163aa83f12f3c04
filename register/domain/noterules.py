"""Numbers and addresses that make somebody known whatever the vault holds, and forms of address."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from register.domain.bsn import find_bsn

Span = tuple[int, int]


@dataclass(frozen=True)
class Rule:
    """One kind of number: the role word for it, and how it is found."""

    kind: str
    role: str
    find: Callable[[str], Iterable[Span]]


_IBAN = re.compile(
    r"(?<![A-Z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Z0-9])"
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WEB = re.compile(r"(?:https?://|www\.)\S+[\w/]")
_HANDLE = re.compile(r"(?<![\w.])@[\w.]{3,30}\w")
_PHONE = re.compile(
    r"(?<![\d+])(?:(?:\+|00)31[ -]?(?:\(0\))?[ -]?\d(?:[ -]?\d){8}|0\d(?:[ -]?\d){8})(?!\d)"
)
_POSTCODE = re.compile(r"(?<!\d)[1-9]\d{3} ?(?!SA|SD|SS)[A-Z]{2}(?![A-Za-z])")
_CASE_NUMBERS = (
    re.compile(r"\bC/\d{2}/\d{4,7}(?: ?/ ?[A-Z]{2} ?[A-Z]{2} ?\d{2}-\d{1,5})?"),
    re.compile(r"\b(?:JE|FA|KG) ?RK ?\d{2}-\d{1,5}\b"),
    re.compile(r"\b\d{2}[/.-]\d{6}[/.-]\d{2}\b"),
    re.compile(
        r"\b(?:zaak|dossier|cliënt|client|parket|beschikking)s?(?:nummer|nr\.?) ?:? ?"
        r"(?P<number>[A-Z]{0,4}[-/ ]?\d[\w/-]{2,20})",
        re.IGNORECASE,
    ),
)
_ADDRESSED = re.compile(
    r"\b(?:[Mm]evrouw|[Mm]eneer|[Mm]ijnheer|[Dd]hr\.?|[Mm]w\.?|[Mm]evr\.?|[Jj]uf|[Jj]uffrouw|"
    r"[Mm]eester|[Dd]okter|[Dd]r\.?|[Oo]om|[Tt]ante|[Oo]pa|[Oo]ma|[Bb]roer|[Zz]us|"
    r"[Vv]riend(?:in)?|[Bb]uur(?:man|vrouw)) "
    r"(?P<name>(?:(?:van|de|den|der|het|’t|'t|ten|ter|el|al) )*[A-ZÀ-Þ][\w’'-]+"
    r"(?: (?:(?:van|de|den|der|het|’t|'t|ten|ter) )*[A-ZÀ-Þ][\w’'-]+)*)"
)


def addressed(text: str) -> Iterable[Span]:
    """Names after a form of address: "juf Anja", "mevrouw De Wit"."""
    return (match.span("name") for match in _ADDRESSED.finditer(text))


def _spans(pattern: re.Pattern[str]) -> Callable[[str], Iterable[Span]]:
    def find(text: str) -> Iterable[Span]:
        named = "number" in pattern.groupindex
        return (match.span("number" if named else 0) for match in pattern.finditer(text))

    return find


def _ibans(text: str) -> Iterable[Span]:
    for match in _IBAN.finditer(text):
        bare = match.group().replace(" ", "")
        turned = bare[4:] + bare[:4]
        digits = "".join(str(int(sign, 36)) for sign in turned)
        if 15 <= len(bare) <= 34 and int(digits) % 97 == 1:
            yield match.span()


NUMBERS = (
    Rule("bsn", "bsn", find_bsn),
    Rule("iban", "rekeningnummer", _ibans),
    Rule("mail", "e-mailadres", _spans(_MAIL)),
    Rule("web", "webadres", _spans(_WEB)),
    Rule("web", "account", _spans(_HANDLE)),
    Rule("telefoon", "telefoonnummer", _spans(_PHONE)),
    Rule("postcode", "postcode", _spans(_POSTCODE)),
    *(Rule("zaaknummer", "zaaknummer", _spans(pattern)) for pattern in _CASE_NUMBERS),
)
