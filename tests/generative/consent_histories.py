"""Random histories of one case: births, authority, capacity, letters, events, data, questions."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from consent.model import (
    ZUID_WEST,
    ActingAs,
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
    Scope,
)

PARTIES = (
    Party("J", PartyKind.YOUTH),
    Party("M", PartyKind.PARENT),
    Party("V", PartyKind.PARENT),
    Party("GI", PartyKind.GUARDIAN_GI),
    Party("PRO", PartyKind.PROFESSIONAL),
    Party("BA", PartyKind.OTHER),
)
START = date(2024, 1, 1)
DAYS = 1500
PURPOSES = ("P1", "P6", "P2", "P3", "P10", "P8")
CLASSES = ("vragenlijst",) * 6 + ("dossier", "dossier", "opname", "contact", "interview")

_P8 = replace(ZUID_WEST.purpose("P8"), default_term=12)
_WIDER = replace(ZUID_WEST.purpose("P6"), version=2)
_UPDATED = replace(_WIDER, also_covers=frozenset({1}))

BANDS = ZUID_WEST.bands


def _policy(p6, parents_16, existing, late):
    purposes = tuple({"P6": p6, "P8": _P8}.get(p.code, p) for p in ZUID_WEST.purposes)
    bands = tuple(replace(b, parents_required=parents_16) if b.from_age == 16 else b for b in BANDS)
    return replace(
        ZUID_WEST,
        purposes=purposes,
        bands=bands,
        existing_after_grace=existing,
        late_signing_days=late,
    )


policies = st.builds(
    _policy,
    st.sampled_from([ZUID_WEST.purpose("P6"), _WIDER, _UPDATED]),
    st.sampled_from([*ParentsRequired, ParentsRequired.AT_INCLUSION]),
    st.sampled_from(ExistingAfterGrace),
    st.sampled_from([3, 30]),
)
days = st.integers(0, DAYS).map(lambda n: START + timedelta(days=n))
ages = st.sampled_from([9, 11, 12, 14, 15, 16, 17, 18, 21])


@st.composite
def births(draw):
    """A birth such that a birthday that matters falls inside the story."""
    if draw(st.integers(0, 5)) == 0:
        return draw(st.sampled_from([date(2008, 2, 29), date(2012, 2, 29), date(2016, 2, 29)]))
    return draw(days) - timedelta(days=int(365.25 * draw(ages)))


def _at(day, hour):
    return datetime.combine(day, time(hour), UTC)


def _letter(id, purposes, since, until, reopens):
    return LetterVersion(
        id, Audience.PARENT, "nl", 1, "0" * 64, since, purposes, until, None, reopens
    )


def letters():
    every = tuple((p, 1) for p in PURPOSES)
    old = START - timedelta(days=4000)
    return (
        _letter("v1", (("P1", 1), ("P2", 1), ("P3", 1), ("P8", 1)), old, None, False),
        _letter("v2", every, old, None, False),
        _letter("v3", tuple((p, 2 if p == "P6" else 1) for p in PURPOSES), old, None, True),
        _letter("old", every, old, START + timedelta(days=400), False),
    )


@st.composite
def authorities(draw, who):
    rows = []
    for no in range(draw(st.sampled_from([0, 0, 0, 0, 0, 1, 2, 3]))):
        start = draw(st.one_of(st.just(START - timedelta(days=6000)), days))
        lasts = draw(st.one_of(st.none(), st.integers(0, 900)))
        end = None if lasts is None else start + timedelta(days=lasts)
        party = draw(st.sampled_from(who))
        subject = "J" if party == "BA" else draw(st.sampled_from(["J"] * 8 + ["BA"]))
        rows.append(
            Authority(
                no,
                subject,
                party,
                draw(st.sampled_from([AuthorityKind.GEZAG, *AuthorityKind])),
                start,
                _at(max(start, START) + timedelta(days=draw(st.sampled_from([0, 0, 5, 200]))), 8),
                end,
                replaces=draw(st.sampled_from([None, None, None, no - 1 if no else None])),
            )
        )
    return rows


def _mother(draw):
    """The ordinary parent with authority all along, so that most stories get past step 4."""
    if draw(st.integers(0, 5)) == 0:
        return []
    return [
        Authority(
            50, "J", "M", AuthorityKind.GEZAG, date(1995, 1, 1), _at(START - timedelta(90), 8)
        )
    ]


YESES = [EventType.GIVEN, EventType.GIVEN, EventType.ASSENT]
OTHERS = [
    EventType.REFUSED,
    EventType.DISSENT,
    EventType.WITHDRAWN,
    EventType.WITHDRAWN,
    EventType.RECONSENT_REQUESTED,
    EventType.RESTRICTED,
    EventType.RESTRICTION_LIFTED,
    EventType.RELEASED,
    EventType.INFORMED,
]
SEATS = [("J", "J")] * 4 + [
    ("M", "J"),
    ("M", "J"),
    ("V", "J"),
    ("GI", "J"),
    ("M", "M"),
    ("PRO", "PRO"),
    ("BA", "BA"),
    ("M", "BA"),
]


@st.composite
def opening(draw, on):
    """Everybody's yes on one day: the ordinary beginning of a case."""
    seats = SEATS if draw(st.integers(0, 3)) else [("J", "J"), ("M", "J"), ("V", "J")]
    return [
        (party, subject, purpose, EventType.GIVEN, on, 9, 0, "v2")
        for party, subject in dict.fromkeys(seats)
        for purpose in PURPOSES
        if draw(st.integers(0, 99))
    ]


@st.composite
def histories(draw, stories=None):
    """A ledger with a plausible opening and a few disturbances, valid by construction."""
    story = draw(st.sampled_from(stories or [any_age, any_age, dispute, growing_up, child]))
    begin = START + timedelta(days=draw(st.integers(0, 700)))
    rows = draw(opening(begin)) if draw(st.integers(0, 6)) else []
    if draw(st.integers(0, 2)) == 0:
        again = begin + timedelta(days=draw(st.integers(1, 700)))
        rows += [(p, s, u, k, again, h, lag, "v3") for p, s, u, k, _, h, lag, _ in rows]
    near = st.integers(-40, 900).map(lambda n: begin + timedelta(days=n))
    for _ in range(draw(st.integers(0, 6 if story is any_age else 2))):
        party, subject = draw(st.sampled_from(SEATS))
        kind = draw(st.sampled_from([*YESES, *OTHERS]))
        every = kind in (EventType.RESTRICTED, EventType.RESTRICTION_LIFTED)
        purpose = "*" if every else draw(st.sampled_from(PURPOSES))
        if kind not in YESES and draw(st.booleans()):
            purpose = "*"
        elif not every and draw(st.booleans()):
            purpose = "P1"
        lag = draw(st.sampled_from([0, 0, 0, 2, 20, 60]))
        letter = draw(st.sampled_from(["v1", "v2", "v3", "old"]))
        hour = draw(st.sampled_from([9, 9, 15]))
        rows.append((party, subject, purpose, kind, draw(near), hour, lag, letter))
    born, acts = story(draw, begin)
    return draw(_ledger(begin, rows + acts, born))


def any_age(draw, begin):
    return draw(births()), []


def _act(kind, on, party="J", purpose="P1"):
    return (party, "J", purpose, kind, on, 9, 0, "v2")


def dispute(draw, begin):
    """A parent against the wish of a youth of about 12 to 16 (D3)."""
    born = begin - timedelta(days=draw(st.integers(4300, 5800)))
    on = begin + timedelta(days=draw(st.integers(1, 300)))
    purpose = draw(st.sampled_from(["P1", "*"]))
    return born, [_act(EventType.WITHDRAWN, on, "M", purpose)]


def growing_up(draw, begin):
    """A youth that turns 12 or 16 some time after the start, and answers, or not (D4)."""
    turned = begin + timedelta(days=draw(st.integers(5, 300)))
    years = draw(st.sampled_from([12, 16]))
    born = date(turned.year - years, turned.month, min(turned.day, 28))
    ask = EventType.RECONSENT_REQUESTED
    answers = [[], [EventType.DISSENT], [EventType.DISSENT], [EventType.REFUSED], [EventType.GIVEN]]
    kinds = [ask] * draw(st.integers(0, 4)) + draw(st.sampled_from(answers))
    later = st.integers(0, 150).map(lambda n: turned + timedelta(days=n))
    return born, [_act(kind, draw(later)) for kind in kinds]


def child(draw, begin):
    """A child of 9 or 10 that says no to what it was not asked."""
    born = begin - timedelta(days=draw(st.integers(3300, 3900)))
    on = begin + timedelta(days=draw(st.integers(0, 200)))
    return born, [_act(EventType.DISSENT, on, purpose="P2")]


@st.composite
def _ledger(draw, begin, rows, born):
    events = []
    for seq, (party, subject, purpose, kind, on, hour, lag, letter) in enumerate(rows, 1):
        yes = kind in (EventType.GIVEN, EventType.ASSENT)
        no = kind in (EventType.REFUSED, EventType.DISSENT, EventType.WITHDRAWN)
        scopes = [None, *list(Scope)[1:], Scope.NO_FURTHER_USE]
        if kind is EventType.WITHDRAWN:
            scopes.append(Scope.CONTACT_ONLY)
        events.append(
            Event(
                seq,
                subject,
                party,
                ActingAs.SELF if party == subject else ActingAs.REPRESENTATIVE,
                purpose,
                kind,
                _at(on, hour),
                _at(on + timedelta(days=lag), hour),
                "onderzoeker",
                letter=letter if yes else None,
                scope=draw(st.sampled_from(scopes)) if no else None,
                valid_to=on + timedelta(days=200)
                if yes and draw(st.integers(0, 15)) == 0
                else None,
                readers=tuple(draw(st.lists(st.sampled_from(["M", "J"]), max_size=2)))
                if kind is EventType.RELEASED
                else (),
                datum="d1" if kind is EventType.RELEASED else None,
            )
        )
    for event in list(events):
        die = draw(st.integers(0, 11)) if event.seq > 6 else 99
        later = event.recorded_at + timedelta(days=20)
        if die == 0:
            events.append(_about(event, len(events) + 1, EventType.CORRECTED, later, None))
        elif die == 1 and event.scope is not None:
            kind = EventType.CONTROLLER_DECIDED
            outcome = draw(st.sampled_from(Outcome))
            events.append(_about(event, len(events) + 1, kind, later, outcome))
    capacities = []
    for no in range(draw(st.sampled_from([0, 0, 0, 1, 2]))):
        since = begin + timedelta(days=draw(st.integers(-100, 900)))
        until = draw(st.sampled_from([None, since + timedelta(days=120)]))
        capacities.append(
            Capacity(no, "J", draw(st.booleans()), since, "gz-psycholoog", _at(since, 8), until)
        )
    return Ledger(
        draw(policies),
        born,
        PARTIES,
        tuple(_mother(draw) + draw(authorities(["M", "V", "GI", "BA"]))),
        tuple(capacities),
        letters(),
        tuple(events),
        included_on=draw(st.sampled_from([None, begin, begin, begin + timedelta(days=30)])),
        erased_on=draw(st.sampled_from([None] * 15 + [begin + timedelta(days=500)])),
    )


def _about(event, seq, kind, at, outcome):
    return Event(
        seq,
        event.subject,
        event.party,
        event.acting_as,
        event.purpose,
        kind,
        at,
        at,
        "onderzoeker",
        of=event.seq,
        outcome=outcome,
    )


@st.composite
def questions(draw, ledger, classes=CLASSES):
    """(datum, purpose, day of use, recipient), near the days that matter in this ledger."""
    marks = [e.effective_at.date() for e in ledger.events] or [START]
    marks += [a.valid_from for a in ledger.authorities if a.valid_from >= START]
    born = ledger.birth_date
    for age in (12, 16, 18):
        turned = date(born.year + age, 3 if born.month == 2 else born.month, min(born.day, 28))
        if START < turned < START + timedelta(days=DAYS + 900):
            marks += [turned, turned]
    close = st.sampled_from([-40, -2, -1, 0, 0, 1, 2, 30, 89, 90, 91, 200])
    c = draw(st.sampled_from(marks)) + timedelta(days=draw(close))
    t = c + timedelta(days=draw(st.sampled_from([0, 0, 1, 30, 89, 90, 91, 92, 200, 400, 1000])))
    if draw(st.booleans()):
        t = draw(st.sampled_from(marks)) + timedelta(days=draw(close))
    retention = draw(st.sampled_from([None] * 9 + [c + timedelta(days=300)]))
    datum = Datum(
        "J",
        c,
        draw(st.sampled_from(classes)),
        draw(st.sampled_from([None, "J", "J", "J", "J", "M", "M", "V", "PRO", "BA"])),
        draw(st.sampled_from([(), (), (), (), (), (), ("BA",), ("M",)])),
        retention,
        ref=draw(st.sampled_from(["d1", "d1", None])),
    )
    purpose = draw(
        st.one_of(
            st.just(ledger.policy.collected_under(datum.data_class)),
            st.just(ledger.policy.collected_under(datum.data_class)),
            st.sampled_from(PURPOSES),
        )
    )
    return datum, purpose, max(t, c), draw(st.sampled_from([None] * 4 + ["M", "onderzoek"]))
