"""What on a life line cannot be, and what is unlikely: RULES §5 #12–#18 with D17, row by row."""

from collections.abc import Mapping
from datetime import date

import pytest

from instruments.dates import PartialDate
from register.domain.episodes import Authorisation, Episode, Remark, blockers, cautions, remarks
from register.domain.protocol import Protocol
from register.domain.reference import table

PROTOCOL = Protocol.shipped()
BORN, UNTIL = date(2010, 5, 1), date(2028, 12, 31)

# rule, episodes "STATE start > end [reason|provider|bed]", found as "number code hard/soft"
ROWS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("aansluitend", ("RES 01-01-2024 > 01-06-2024", "THU 01-06-2024 >"), ()),
    ("één dag overlap mag", ("RES 01-01-2024 > 02-06-2024", "PLG 01-06-2024 >"), ()),
    (
        "twee dagen overlap",
        ("RES 01-01-2024 > 03-06-2024", "PLG 01-06-2024 >"),
        ("12 overlap hard",),
    ),
    ("vage datums: overlap niet zeker", ("RES 2023 > jun 2024", "PLG jun 2024 >"), ()),
    (
        "vage datums: overlap zeker",
        ("RES 2022 > 2026", "PLG 2023 > 2025"),
        ("12 overlap hard",),
    ),
    ("logeeropvang mag overlappen", ("THU 01-01-2024 >", "LOG 01-03-2024 > 08-03-2024"), ()),
    ("dagbesteding mag overlappen", ("RES 01-01-2024 >", "DAG 01-03-2024 > 01-09-2024"), ()),
    (
        "plek vrijgehouden tijdens JJI",
        ("RES 01-01-2024 > 01-09-2024 bed", "JJI 01-03-2024 > 01-05-2024"),
        ("12 overlap soft",),
    ),
    (
        "thuis tijdens verblijf: vraag ernaar",
        ("RES 01-01-2024 > 01-09-2024", "THU 01-03-2024 > 01-05-2024 volgens_plan"),
        ("12 overlap soft",),
    ),
    (
        "gat van 8 dagen",
        ("RES 01-01-2024 > 01-06-2024", "PLG 10-06-2024 >"),
        ("13 gap soft",),
    ),
    ("gat van 7 dagen", ("RES 01-01-2024 > 01-06-2024", "PLG 09-06-2024 >"), ()),
    ("gat met maandprecisie telt niet", ("RES 01-01-2024 > mrt 2024", "PLG 01-09-2024 >"), ()),
    ("onbekend vult een gat", ("RES 01-01-2024 > 01-06-2024", "ONB 01-06-2024 >"), ()),
    ("einde vóór begin", ("RES 01-06-2024 > 01-01-2024",), ("14 end_before_start hard",)),
    ("vaag einde kan na begin liggen", ("RES 01-06-2024 > 2024",), ()),
    (
        "open einde, later zelfde aanbieder",
        ("RES 2021 > @a", "RES 2023 > 2025 @a"),
        ("12 overlap hard", "14 open_end soft"),
    ),
    ("begin vóór de geboorte", ("THU 01-04-2010 >",), ("15 before_birth hard",)),
    ("begin in het geboortejaar", ("THU 2010 >",), ()),
    ("begin in de toekomst", ("THU 01-01-2029 >",), ("15 in_future hard",)),
    (
        "JJI naar huis zonder strafrechtelijk einde",
        ("JJI 01-01-2025 > 01-06-2025 volgens_plan", "THU 01-06-2025 >"),
        ("16 impossible_transition hard",),
    ),
    (
        "JJI naar huis na strafrechtelijk einde",
        ("JJI 01-01-2025 > 01-06-2025 strafrechtelijk_einde", "THU 01-06-2025 >"),
        (),
    ),
    ("JJI naar OBC", ("JJI 01-01-2025 > 01-06-2025", "BEH 01-06-2025 >"), ()),
    (
        "JeugdzorgPlus zonder machtiging",
        ("JZP 01-01-2026 > 01-06-2026",),
        ("16 no_authorisation hard",),
    ),
    (
        "JeugdzorgPlus binnen de machtiging",
        ("JZP 01-01-2025 > 01-06-2025 machtiging",),
        (),
    ),
    (
        "JeugdzorgPlus deels buiten de machtiging",
        ("JZP 01-01-2025 > 01-09-2025 machtiging",),
        ("17 not_covered hard",),
    ),
    (
        "JeugdzorgPlus drie maanden na 18",
        ("JZP 01-01-2028 > 01-08-2028 machtiging",),
        ("16 past_18 soft",),
    ),
    (
        "JeugdzorgPlus zeven maanden na 18",
        ("JZP 01-01-2028 > 01-12-2028 machtiging",),
        ("16 too_old hard",),
    ),
    ("pleegzorg begint op 18", ("PLG 01-06-2028 >",), ("16 late_start soft",)),
    ("pleegzorg begint op 17", ("PLG 01-04-2028 >",), ()),
    (
        "volgens plan, binnen een week zwaarder",
        ("PLG 01-01-2024 > 01-06-2024 volgens_plan", "CRS 05-06-2024 >"),
        ("18 heavier_after_plan soft",),
    ),
    (
        "volgens plan, binnen een week lichter",
        ("BEH 01-01-2024 > 01-06-2024 volgens_plan", "GZH 05-06-2024 >"),
        (),
    ),
)
AUTHORISED = (
    Authorisation(date(2024, 12, 1), date(2025, 3, 31)),
    Authorisation(date(2025, 4, 1), date(2025, 7, 1)),
    Authorisation(date(2027, 12, 1), date(2028, 12, 1)),
)


def _episode(number: int, text: str) -> Episode:
    dates, _, tail = text[4:].partition(">")
    words = tail.split()
    reason = next((w for w in words if w in {"volgens_plan", "strafrechtelijk_einde"}), "")
    provider = next((w for w in words if w.startswith("@")), "")
    marks = {reason, provider, "bed", "machtiging"}
    end = " ".join(word for word in words if word not in marks)
    return Episode(
        f"e{number}",
        text[:3],
        PartialDate.parse(dates.strip()),
        PartialDate.parse(end) if end else None,
        end_reason=reason,
        provider=provider,
        bed_reserved="bed" in words,
    )


def _found(texts: tuple[str, ...]) -> tuple[Remark, ...]:
    given = AUTHORISED if any("machtiging" in text for text in texts) else ()
    episodes = [_episode(number, text) for number, text in enumerate(texts)]
    return remarks(PROTOCOL, episodes, born_on=BORN, until=UNTIL, authorisations=given)


@pytest.mark.parametrize(("rule", "texts", "wanted"), ROWS, ids=[row[0] for row in ROWS])
def test_rule(rule: str, texts: tuple[str, ...], wanted: tuple[str, ...]) -> None:
    found = tuple(
        f"{r.check} {r.reason.code} {'hard' if r.hard else 'soft'}" for r in _found(texts)
    )
    assert found == wanted


@pytest.mark.parametrize(("rule", "texts", "wanted"), ROWS, ids=[row[0] for row in ROWS])
def test_the_order_of_entry_does_not_matter(
    rule: str, texts: tuple[str, ...], wanted: tuple[str, ...]
) -> None:
    backwards = [_episode(number, text) for number, text in enumerate(texts)][::-1]
    given = AUTHORISED if any("machtiging" in text for text in texts) else ()
    again = remarks(PROTOCOL, backwards, born_on=BORN, until=UNTIL, authorisations=given)
    assert again == _found(texts)


def test_an_unknown_state_is_refused_and_nothing_else_breaks() -> None:
    found = _found(("XXX 2021 >", "RES 01-06-2024 > 01-01-2024"))
    assert [reason.code for reason in blockers(found)] == ["state", "end_before_start"]
    assert cautions(found) == ()


def pages() -> Mapping[str, str]:
    """The table as a page of the reference."""
    rows = ((rule, "; ".join(texts), "; ".join(wanted) or "niets") for rule, texts, wanted in ROWS)
    return {
        "levenslijn.md": "# Regels van de levenslijn\n\nGeboren 01-05-2010; laatste dag "
        "31-12-2028. *hard* moet hersteld, *soft* mag met een reden blijven staan.\n\n"
        + table(("geval", "perioden", "gevonden"), rows)
    }
