"""A consent case as a small drawing: dated lines, one datum (*), one question (?), a verdict (=>).

    born 2014-06-10, gezag M V, included 2026-01-10
    2026-01-10  M V J  give P1
    2026-02-01  *  vragenlijst by J
    2026-08-01  ?  P1
    => allow 8 allowed

Parties: J the youth; M, V parents; VG a guardian; GI; MT a mentor; PRO a professional; BA an
important other; BR a sibling. ``M.self`` speaks for itself, ``M.BR`` for the sibling. Words after
a date: give, assent, refuse, object, withdraw, ask, inform, correct N, decide honoured|set_aside
N, restrict, lift, release REF to R. Then purposes (none: all), ``scope``, ``letter X``,
``until D``, ``recorded D``, ``at HH:MM``. Lines with events are numbered from 1 in their order.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from consent.calendar import AMSTERDAM, birthday
from consent.model import (
    ZUID_WEST,
    ActingAs,
    AgreementEnd,
    Audience,
    Authority,
    AuthorityKind,
    Capacity,
    Datum,
    Event,
    EventType,
    ExistingAfterGrace,
    Ledger,
    LetterVersion,
    Outcome,
    ParentsRequired,
    Party,
    PartyKind,
    RetAgreement,
    Scope,
)

KINDS = {
    "J": PartyKind.YOUTH,
    "M": PartyKind.PARENT,
    "V": PartyKind.PARENT,
    "VG": PartyKind.GUARDIAN_PERSON,
    "GI": PartyKind.GUARDIAN_GI,
    "MT": PartyKind.GUARDIAN_PERSON,
    "PRO": PartyKind.PROFESSIONAL,
    "BA": PartyKind.OTHER,
    "BR": PartyKind.OTHER,
}
VERBS = {
    "give": EventType.GIVEN,
    "assent": EventType.ASSENT,
    "refuse": EventType.REFUSED,
    "object": EventType.DISSENT,
    "withdraw": EventType.WITHDRAWN,
    "ask": EventType.RECONSENT_REQUESTED,
    "inform": EventType.INFORMED,
    "correct": EventType.CORRECTED,
    "decide": EventType.CONTROLLER_DECIDED,
    "restrict": EventType.RESTRICTED,
    "lift": EventType.RESTRICTION_LIFTED,
    "release": EventType.RELEASED,
}
AUTHORITY = {
    "gezag": AuthorityKind.GEZAG,
    "voogdij": AuthorityKind.VOOGDIJ,
    "partial": AuthorityKind.PARTIAL_GEZAG,
    "mentor": AuthorityKind.MENTOR,
    "ots": AuthorityKind.NONE,
}
ASKED = tuple((p.code, 1) for p in ZUID_WEST.purposes if p.code != "P0")


@dataclass(frozen=True)
class Case:
    """A parsed drawing: what was known, what is asked, and the verdict that the rules owe."""

    title: str
    rule: str
    drawing: str
    ledger: Ledger
    datum: Datum
    purpose: str
    t: date
    known_at: datetime | None
    recipient: str | None
    expected: tuple[bool, int, str]


def _instant(day, hour="12:00"):
    return datetime.combine(
        date.fromisoformat(day), time.fromisoformat(hour), AMSTERDAM
    ).astimezone(UTC)


def _span(word):
    start, _, end = word.partition("..")
    return date.fromisoformat(start), date.fromisoformat(end) if end else None


def _is_date(word):
    return word[:4].isdigit() and word[4:5] == "-"


class _Drawing:
    def __init__(self):
        self.born = self.included = self.erased = None
        self.policy = ZUID_WEST
        self.authorities, self.capacities, self.events, self.agreements = [], [], [], []
        self.letters = [_letter("v1", ASKED, date(2000, 1, 1), None, False)]
        self.datum = self.question = self.expected = None

    def line(self, text):
        if text.startswith("=>"):
            verdict, step, reason = text[2:].split()
            self.expected = (verdict == "allow", int(step), reason)
        elif _is_date(text):
            self.dated(text.split())
        else:
            for part in text.split(", "):
                self.fact(part.split())

    def fact(self, words):
        head, rest = words[0], words[1:]
        if head == "born":
            self.born = date.fromisoformat(rest[0])
        elif head == "included":
            self.included = date.fromisoformat(rest[0])
        elif head == "erased":
            self.erased = date.fromisoformat(rest[0])
        elif head in AUTHORITY:
            self.authority(AUTHORITY[head], rest)
        elif head in ("unable", "able"):
            start, end = _span(rest[0])
            at = _instant(rest[0][:10])
            row = (len(self.capacities), "J", head == "able", start, "gz-psycholoog", at, end)
            self.capacities.append(Capacity(*row))
        elif head == "letter":
            self.letters.append(_parsed_letter(rest))
        elif head == "policy":
            self.policy = _policy(self.policy, rest)
        elif head == "agreement":
            start, end = _span(rest[1])
            after = AgreementEnd(rest[2]) if len(rest) > 2 else AgreementEnd.KEEP
            at = _instant(rest[1][:10])
            self.agreements.append(RetAgreement(rest[0], "overeenkomst", start, at, end, after))
        else:
            raise ValueError(f"unknown fact: {head}")

    def authority(self, kind, words):
        recorded, over, span, holders = None, "J", None, []
        words = list(words)
        while words:
            word = words.pop(0)
            if word == "recorded":
                recorded = words.pop(0)
            elif word == "over":
                over = words.pop(0)
            elif _is_date(word):
                span = _span(word)
            else:
                holders.append(word)
        start, end = span or (date(1990, 1, 1), None)
        for holder in holders:
            at = _instant(recorded or start.isoformat())
            no = len(self.authorities) + 1
            self.authorities.append(Authority(no, over, holder, kind, start, at, end))

    def dated(self, words):
        day, *rest = words
        if rest[0] == "*":
            self.datum = _datum(date.fromisoformat(day), rest[1:])
        elif rest[0] == "?":
            self.question = (date.fromisoformat(day), rest[1:])
        else:
            self.act(day, rest)

    def act(self, day, words):
        verb = next(w for w in words if w in VERBS)
        seats = words[: words.index(verb)]
        rest = words[words.index(verb) + 1 :]
        kind, extra, purposes = VERBS[verb], {}, []
        recorded, hour = None, "12:00"
        while rest:
            word = rest.pop(0)
            if word == "recorded":
                recorded = rest.pop(0)
            elif word == "at":
                hour = rest.pop(0)
            elif word == "letter":
                extra["letter"] = rest.pop(0)
            elif word == "until":
                extra["valid_to"] = date.fromisoformat(rest.pop(0))
            elif word == "to":
                extra["readers"] = tuple(rest.pop(0).split("+"))
            elif word in set(Scope):
                extra["scope"] = Scope(word)
            elif word in set(Outcome):
                extra["outcome"] = Outcome(word)
            elif word.isdigit():
                extra["of"] = int(word)
            elif kind is EventType.RELEASED and "datum" not in extra:
                extra["datum"] = word
            else:
                purposes.append(word)
        if kind in (EventType.GIVEN, EventType.ASSENT):
            extra.setdefault("letter", "v1")
        if extra.get("letter") == "none":
            extra["letter"] = None
        for seat in seats:
            party, _, subject = seat.partition(".")
            default = "J" if party in ("J", "M", "V", "VG", "GI", "MT") else party
            subject = party if subject == "self" else subject or default
            for purpose in purposes or ["*"]:
                self.events.append(
                    Event(
                        len(self.events) + 1,
                        subject,
                        party,
                        ActingAs.SELF if party == subject else ActingAs.REPRESENTATIVE,
                        purpose,
                        kind,
                        _instant(day, hour),
                        _instant(recorded or day, hour),
                        "onderzoeker",
                        **extra,
                    )
                )


def _letter(name, purposes, start, end, reopens):
    parts = (name, Audience.PARENT, "nl", 1, "0" * 64, start, purposes, end, None, reopens)
    return LetterVersion(*parts)


def _parsed_letter(words):
    name, *rest = words
    start, end, reopens, purposes = date(2000, 1, 1), None, False, []
    for word in rest:
        if _is_date(word):
            start, end = _span(word)
        elif word == "reopens":
            reopens = True
        else:
            code, _, version = word.partition("@")
            purposes.append((code, int(version or 1)))
    return _letter(name, tuple(purposes) or ASKED, start, end, reopens)


def _policy(policy, words):
    for word in words:
        key, _, value = word.partition("=")
        if key == "existing_after_grace":
            policy = replace(policy, existing_after_grace=ExistingAfterGrace(value))
        elif key.startswith("parents_"):
            bands = tuple(
                replace(b, parents_required=ParentsRequired(value))
                if b.from_age == int(key[8:])
                else b
                for b in policy.bands
            )
            policy = replace(policy, bands=bands)
        elif key == "exempt":
            policy = replace(policy, retention_exempt=frozenset({value}))
        else:
            code, _, field = key.partition(".")
            changed = int(value) if field != "also_covers" else frozenset({int(value)})
            policy = replace(
                policy,
                purposes=tuple(
                    replace(p, **{field: changed}) if p.code == code else p for p in policy.purposes
                ),
            )
    return policy


def _datum(day, words):
    data_class, *rest = words
    extra = {}
    pairs = dict(zip(rest[::2], rest[1::2], strict=True))
    for word, value in pairs.items():
        if word == "by":
            extra["informant"] = value
        elif word == "about":
            extra["about"] = tuple(value.split("+"))
        elif word == "keep":
            extra["retention"] = date.fromisoformat(value)
        elif word in ("ret", "ref"):
            extra[word] = value
        else:
            raise ValueError(f"unknown word at a datum: {word}")
    return Datum("J", day, data_class, **extra)


def parse(title, rule, drawing):
    """One case from its drawing; ValueError where a line cannot be read."""
    d = _Drawing()
    for text in drawing.strip().splitlines():
        d.line(text.strip())
    t, (purpose, *rest) = d.question
    pairs = dict(zip(rest[::2], rest[1::2], strict=True))
    known = _instant(pairs["known"], "23:59") if "known" in pairs else None
    ledger = Ledger(
        d.policy,
        d.born,
        tuple(Party(k, v) for k, v in KINDS.items()) if d.born else (),
        tuple(d.authorities),
        tuple(d.capacities),
        tuple(d.letters),
        tuple(d.events),
        tuple(d.agreements),
        included_on=d.included,
        erased_on=d.erased,
    )
    return Case(
        title, rule, drawing, ledger, d.datum, purpose, t, known, pairs.get("for"), d.expected
    )


def drawn(case):
    """The drawing with the birthdays that fall in its time put in their place."""
    facts, dated, verdict = [], [], []
    for text in (line.strip() for line in case.drawing.strip().splitlines()):
        (dated if _is_date(text) else verdict if text.startswith("=>") else facts).append(text)
    if case.ledger.birth_date is not None:
        first = min(date.fromisoformat(x[:10]) for x in dated)
        for age in (12, 16, 18):
            day = birthday(case.ledger.birth_date, age)
            if first - timedelta(days=400) <= day <= case.t:
                dated.append(f"{day}  -- {age} years --")
    dated.sort(key=lambda x: (x[:10], "-- " not in x))
    return "\n".join([*facts, *dated, *verdict])
