"""What the plain referee reads in a ledger: facts of a day, and what a party said."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

NL = ZoneInfo("Europe/Amsterdam")


def day(instant):
    return instant.astimezone(NL).date()


def turns(born, age):
    if (born.month, born.day) == (2, 29):
        leap = (born.year + age) % 4 == 0 and (
            (born.year + age) % 100 != 0 or (born.year + age) % 400 == 0
        )
        return date(born.year + age, 2, 29) if leap else date(born.year + age, 3, 1)
    return date(born.year + age, born.month, born.day)


class Facts:
    """The raw values of a ledger as known at an instant, looked up day by day."""

    def __init__(self, ledger, known_at: datetime):
        self.ledger, self.policy = ledger, ledger.policy
        self.youth = next(p.id for p in ledger.parties if p.kind == "youth")
        seen = [e for e in ledger.events if e.recorded_at <= known_at]
        voided = [e.of for e in seen if e.type == "corrected"]
        self.events = [e for e in seen if e.seq not in voided and e.type != "corrected"]
        rows = [a for a in ledger.authorities if a.recorded_at <= known_at]
        self.authorities = [a for a in rows if a.no not in [b.replaces for b in rows]]
        rows = [a for a in ledger.capacities if a.recorded_at <= known_at]
        self.capacities = [a for a in rows if a.no not in [b.replaces for b in rows]]
        born = ledger.birth_date
        self.b12, self.b16, self.b18 = turns(born, 12), turns(born, 16), turns(born, 18)

    # -- facts of a day ---------------------------------------------------------------------

    def unable(self, on):
        """Somebody of 16 or older whose newest assessment that holds says: not able."""
        if on < self.b16:
            return False
        rows = [
            r
            for r in self.capacities
            if r.valid_from <= on and (r.valid_to is None or r.valid_to >= on)
        ]
        rows.sort(key=lambda r: (r.valid_from, r.no))
        return bool(rows) and not rows[-1].able

    def authorised(self, subject, on):
        """Parties that may speak for the subject on the day."""
        found = set()
        for a in self.authorities:
            if a.subject != subject or a.kind == "none":
                continue
            if on < a.valid_from or (a.valid_to is not None and on > a.valid_to):
                continue
            if subject == self.youth and (a.kind == "mentor") != (on >= self.b18):
                continue
            found.add(a.party)
        return found

    def band(self, on):
        born = self.ledger.birth_date
        return [b for b in self.policy.bands if b.from_age == 0 or turns(born, b.from_age) <= on][
            -1
        ]

    def youth_side(self, on):
        """Pairs (party or None, judged on) for the youth's data collected on the day."""
        if self.unable(on):
            return {(p, on) for p in self.authorised(self.youth, on)} or {(None, on)}
        side = set()
        band = self.band(on)
        if band.youth != "none":
            side.add((self.youth, on))
        if band.parents_required == "always":
            side |= {(p, on) for p in self.authorised(self.youth, on)} or {(None, on)}
        if band.parents_required == "at_inclusion":
            inclusion = self.ledger.included_on
            judged = on if inclusion is None or inclusion > on else inclusion
            if self.band(judged).parents_required == "at_inclusion":
                holders = {(p, judged) for p in self.authorised(self.youth, judged)}
                side |= holders or {(None, judged)}
        return side

    def other_side(self, datum, on):
        """Pairs (party, subject) for the informant's own words and other data subjects."""
        side = set()
        for subject in {datum.informant, *datum.about} - {None, self.youth}:
            holders = {(p, subject) for p in self.authorised(subject, on)}
            side |= holders
            if subject == datum.informant or not holders:
                side.add((subject, subject))
        return side

    def purposes(self, asked, data_class):
        """The purpose asked, the class's own, and all they rest on."""
        by_code = {p.code: p for p in self.policy.purposes}
        own = next(d.collected_under for d in self.policy.data_classes if d.code == data_class)
        found = {asked, own}
        while True:
            wider = found | {r for code in found for r in by_code[code].rests_on}
            if wider == found:
                return found
            found = wider

    # -- what a party said ------------------------------------------------------------------

    def said(self, party, subject, purpose):
        """Answers of a party, oldest first, the no last where two fall on one instant."""
        rows = [
            e
            for e in self.events
            if (e.party, e.subject) == (party, subject)
            and e.purpose in (purpose, "*")
            and e.type in ("given", "assent", "refused", "dissent", "withdrawn")
            and e.scope != "contact_only"
        ]
        return sorted(
            rows, key=lambda e: (e.effective_at, e.type not in ("given", "assent"), e.seq)
        )

    def yes(self, event):
        return event.type in ("given", "assent")

    def counts_from(self, event):
        """A yes recorded too long after its day counts only from its recording."""
        effective, recorded = day(event.effective_at), day(event.recorded_at)
        if self.yes(event) and (recorded - effective).days > self.policy.late_signing_days:
            return recorded
        return effective

    def sound(self, event, purpose):
        """A yes signed with authority, with a letter valid then that asked this purpose."""
        signed = day(event.effective_at)
        own = event.party == event.subject
        if not own and event.party not in self.authorised(event.subject, signed):
            return False
        letters = [x for x in self.ledger.letters if x.id == event.letter]
        if not letters:
            return False
        letter = letters[0]
        if letter.valid_from > signed or (letter.valid_to is not None and letter.valid_to < signed):
            return False
        rule = next(p for p in self.policy.purposes if p.code == purpose)
        asked = [v for code, v in letter.purposes if code == purpose]
        return bool(asked) and (asked[0] == rule.version or asked[0] in rule.also_covers)

    def agreed(self, party, subject, purpose, on):
        """Whether the party's last answer by that day is a sound yes within its term."""
        rows = [
            e
            for e in self.said(party, subject, purpose)
            if day(e.effective_at) <= on and self.counts_from(e) <= on
        ]
        if not rows or not self.yes(rows[-1]) or not self.sound(rows[-1], purpose):
            return False
        term = next(p.default_term for p in self.policy.purposes if p.code == purpose)
        if rows[-1].valid_to is not None:
            return on <= rows[-1].valid_to
        if term is None:
            return True
        signed = day(rows[-1].effective_at)
        last = signed
        year, month = signed.year + (signed.month - 1 + term) // 12, (signed.month - 1 + term) % 12
        for back in range(4):
            try:
                last = date(year, month + 1, signed.day - back)
                break
            except ValueError:
                continue
        return on <= last
