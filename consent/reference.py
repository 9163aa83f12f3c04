"""The page of consent rules for docs/reference, built from the rules' own data."""

from __future__ import annotations

from collections.abc import Iterable

from consent.decision import REASON_WORDS, STEP_WORDS, Reason, Step
from consent.frame import COLUMNS
from consent.withdrawal import EFFECT_WORDS, SCOPE_WORDS, USUAL
from consent.zuidwest import ZUID_WEST

_STEP_TEXT: dict[Step, str] = {
    Step.ERASED: (
        "Deny `erased` where the youth's keys were destroyed, or where a data subject of the datum "
        "(or an authorised representative, within step 5's bounds) asked to erase everything."
    ),
    Step.RETENTION: (
        "Deny `retention` after the datum's last day: its own, else the years of its class from "
        "the day of collection. A purpose that the protocol exempts passes."
    ),
    Step.SCOPE: (
        "Deny `scope` where purpose or data class is unknown, the class is not in the purpose, the "
        "recipient is not named, the datum belongs to another youth or was not there yet. A "
        "purpose that needs release (P10) denies `not_released` unless the datum's one source "
        "released it for this reader; the latest release counts (D5)."
    ),
    Step.COLLECTION: (
        "R(c), on the day of collection c: the youth and representatives of the age band, the "
        "informant for own words, every other data subject (itself, or whoever holds authority "
        "over it) (D3). Each must have had, as latest answer effective by c, a yes (*given* or "
        "*assent*) signed with a letter valid that day that asked this version of the purpose, "
        "with authority that day if as representative, within its term. A child of 8–11 is asked "
        "only what it takes part in itself (see below), though its no always counts. Asked for the "
        "purpose, for the purpose its class is collected under, and for all these rest on. Ties "
        "on one instant: the no wins. A yes recorded too late counts only from its recording. No "
        "holder of authority recorded where one is needed: deny."
    ),
    Step.WITHDRAWAL: (
        "Every no of the youth, of R(c) and of R(t), effective by t. *No new data* closes what was "
        "collected from its day on; *no further use* and *erase* close everything; *contact only* "
        "closes nothing. Without a scope a no means *no new data* (D3). A later valid yes opens "
        "what is collected from its own day; a letter that says so reopens what lay before a *no "
        "further use*; *erase* is final. A representative's no: under 12 in full; at 12–15 "
        "`frozen` where it would take the youth's own contribution against the youth's last yes, "
        "until the controller decides (D3); at 16–17 only what that representative supplied; "
        "from 18 nothing. A youth assessed not able is represented in full by the holder. A "
        "restriction in force denies `restricted`. The heaviest reason is named."
    ),
    Step.GROWING_UP: (
        "After the 12th and after the 16th birthday b the youth's own *given* is needed, signed on "
        "or after b (an assent does not carry over; a yes of 16 or 17 stays valid at 18). New "
        "data c ≥ b without it: deny `reconsent_pending` within the grace, `reconsent_missing` "
        "after it. Existing data c < b: allowed within the grace; after it allowed after a yes, "
        "after a no (whose scope step 5 applied), or after three documented attempts on three "
        "days (switch); a *dissent* ends that: deny `objected`; else `reconsent_missing` (D4). "
        "Where an assessment of not being able ended after b, its end takes the place of b for "
        "what existed and for the grace."
    ),
    Step.AUTHORITY: (
        "A representative of today who was none on the day of collection must confirm, in the "
        "same way as in step 6, counted from the start of the authority (the grace from the day "
        "the register knew of it). Nobody with authority although one is needed: the same, from "
        "the day of the gap."
    ),
    Step.ALLOWED: "Otherwise allowed, with flags: late signing, confirmation still needed.",
}

_HEAD = """# Consent: the rules

`may_use(ledger, datum, purpose, t, known_at, recipient)` answers whether a datum may be used for a
purpose on day `t`, as known at `known_at`. The first failing step decides. The answer carries the
step, a reason, a Dutch explanation, the events it rests on and the steps taken. Drawn examples:
[case by case](consent-cases.md). Days are Dutch calendar days; somebody born on 29 February turns
older on 1 March in a common year. Defaults are those of region Zuid-West and belong to the
protocol: **ask your METC and FG** before you use them.

Our choices where the law or the plan says nothing (ask your METC and FG): a day is the smallest
unit, so data collected on the day of a no count as collected after it; a representative's yes
counts only if signed with authority on that day; every purpose but P8 and P11 rests on P1; a child
gives assent only to what it takes part in itself; a no of a former holder of gezag still counts for
what was collected while that parent had to agree; partial gezag of a GI is asked beside the
parents' gezag; an expired consent closes new collection and leaves what was lawful; erasing one
purpose is final, also for what would be collected for it after a later yes.
"""


def pages() -> dict[str, str]:
    """File name below docs/reference → Markdown."""
    parts = [
        _HEAD,
        "## Steps\n",
        _table(
            ("step", "question", "rule"),
            ((str(int(s)), STEP_WORDS[s], text) for s, text in _STEP_TEXT.items()),
        ),
        "## Reasons\n",
        _table(("code", "in Dutch"), ((f"`{r}`", REASON_WORDS[r]) for r in Reason)),
        "## Age bands\n",
        _table(("from age", "youth", "parents required"), _bands()),
        _switches(),
        "## Purposes\n",
        _table(
            ("code", "purpose", "legal basis", "data classes", "recipients", "rests on"),
            _purposes(),
        ),
        "## Data classes\n",
        _table(
            ("class", "what it is", "collected under"),
            ((f"`{d.code}`", d.title, d.collected_under) for d in ZUID_WEST.data_classes),
        ),
        "## The sampling frame (P0)\n",
        "A branch of its own: retention, scope, an agreement with the RET in force on the day of "
        "obtaining, and no end of it that forbids further use. A row may hold only "
        + ", ".join(f"`{c}`" for c in COLUMNS)
        + ".\n",
        "## Scopes of a withdrawal\n",
        _table(("noun", *(SCOPE_WORDS[s] for s in SCOPE_WORDS)), _effects()),
    ]
    return {"consent-rules.md": "\n".join(parts)}


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def _bands() -> list[tuple[str, ...]]:
    return [(str(b.from_age), b.youth, b.parents_required) for b in ZUID_WEST.bands]


def _switches() -> str:
    p = ZUID_WEST
    return (
        f"Grace {p.grace_days} days; after it `{p.existing_after_grace}`; {p.attempts} attempts; a "
        f"yes recorded more than {p.late_signing_days} days late counts from its recording; "
        f"a child gives assent to {', '.join(sorted(p.assent_purposes))}; "
        f"retention {p.retention_years} years from collection.\n"
    )


def _purposes() -> list[tuple[str, ...]]:
    return [
        (
            p.code,
            p.title,
            p.legal_basis,
            ", ".join(sorted(p.data_classes)),
            ", ".join(sorted(p.recipients)) or "the readers named in a release",
            ", ".join(p.rests_on) or "–",
        )
        for p in ZUID_WEST.purposes
    ]


def _effects() -> list[tuple[str, ...]]:
    return [(b.title, *(EFFECT_WORDS[b.effect(s)] for s in SCOPE_WORDS)) for b in USUAL]
