"""A slow, plain referee for consent: the rules read aloud, sharing no code with the decisions.

Written from docs/reference/consent-rules.md. It reads the raw values of the ledger, day by day,
and knows nothing of readings, chains, caches or marks. Where it and ``consent.rules`` differ,
one of them is wrong.
"""

from datetime import timedelta

from tests.generative.consent_facts import Facts, day, turns

HEAVY = ["restricted", "no_new_data", "frozen", "no_further_use", "erase"]


class Referee(Facts):
    """Judges one datum: the steps in order, each as the rules' page says it."""

    # -- the steps --------------------------------------------------------------------------

    def judge(self, datum, purpose, t, recipient=None):
        """(allowed, step, reason)."""
        verdict = (
            self.step1(datum, t)
            or self.step2(datum, purpose, t)
            or self.step3(datum, purpose, t, recipient)
        )
        if verdict:
            return (False, *verdict)
        chain = self.purposes(purpose, datum.data_class)
        for step in (self.step4, self.step5, self.step6, self.step7):
            verdict = step(datum, chain, t)
            if verdict:
                return (False, *verdict)
        return (True, 8, "allowed")

    def voices(self, datum, t):
        """Everyone whose no counts: those required at collection or now, the youth always."""
        pairs = {(self.youth, self.youth)}
        for on in (datum.collected_on, t):
            pairs |= {(p, self.youth) for p, _ in self.youth_side(on) if p is not None}
            pairs |= self.other_side(datum, on)
        return pairs

    def step1(self, datum, t):
        if self.ledger.erased_on is not None and self.ledger.erased_on <= t:
            return (1, "erased")
        for e in self.events:
            if e.scope == "erase" and e.purpose == "*" and day(e.effective_at) <= t:
                if (e.party, e.subject) not in self.voices(datum, t):
                    continue
                if e.subject not in {self.youth, datum.informant, *datum.about}:
                    continue
                if self.effect(e, datum, t) == "erase":
                    return (1, "erased")
        return None

    def step2(self, datum, purpose, t):
        if purpose in self.policy.retention_exempt:
            return None
        if datum.data_class not in [d.code for d in self.policy.data_classes]:
            return None
        years = dict(self.policy.retention_years_by_class).get(
            datum.data_class, self.policy.retention_years
        )
        last = datum.retention or turns(datum.collected_on, years)
        return (2, "retention") if t > last else None

    def step3(self, datum, purpose, t, recipient):
        rules = [p for p in self.policy.purposes if p.code == purpose and p.code != "P0"]
        if not rules or datum.data_class not in rules[0].data_classes:
            return (3, "scope")
        if datum.subject != self.youth or datum.collected_on > t:
            return (3, "scope")
        if rules[0].needs_release:
            rows = [
                e
                for e in self.events
                if e.type == "released"
                and datum.informant is not None
                and datum.ref is not None
                and (e.party, e.datum) == (datum.informant, datum.ref)
                and day(e.effective_at) <= t
            ]
            last = max((e.effective_at for e in rows), default=None)
            final = [e for e in rows if e.effective_at == last]
            if not final or any(recipient not in e.readers for e in final):
                return (3, "not_released")
        elif recipient is not None and recipient not in rules[0].recipients:
            return (3, "scope")
        return None

    def step4(self, datum, chain, t):
        c = datum.collected_on
        side = [(p, self.youth, judged) for p, judged in self.youth_side(c)]
        side += [(p, s, c) for p, s in self.other_side(datum, c)]
        for party, subject, judged in side:
            for purpose in chain:
                child = party == self.youth and self.band(judged).youth == "assent"
                if child and purpose not in self.policy.assent_purposes:
                    continue
                if party is None or not self.agreed(party, subject, purpose, judged):
                    return (4, "collection_unlawful")
        return None

    def effect(self, event, datum, t):
        """What a no means for this datum, given who said it and how old the youth was."""
        scope = str(event.scope or "no_new_data")
        said_on = day(event.effective_at)
        if event.subject != self.youth or event.party == self.youth:
            return scope
        if self.unable(said_on):
            return scope if event.party in self.authorised(self.youth, said_on) else None
        if said_on >= self.b18:
            return None
        if said_on >= self.b16:
            return scope if datum.informant == event.party else None
        if said_on >= self.b12 and datum.informant == self.youth and scope != "no_new_data":
            own = next(
                d.collected_under for d in self.policy.data_classes if d.code == datum.data_class
            )
            words = [
                e
                for e in self.said(self.youth, self.youth, own)
                if day(e.effective_at) <= t and self.counts_from(e) <= t
            ]
            if words and self.yes(words[-1]):
                rulings = [
                    e for e in self.events if e.type == "controller_decided" and e.of == event.seq
                ]
                if not rulings:
                    return "frozen"
                return scope if rulings[-1].outcome == "honoured" else "no_new_data"
        return scope

    def step5(self, datum, chain, t):
        reasons = set()
        for subject in {self.youth, datum.informant, *datum.about} - {None}:
            rows = [
                e
                for e in self.events
                if e.subject == subject
                and e.type in ("restricted", "restriction_lifted")
                and day(e.effective_at) <= t
            ]
            rows.sort(key=lambda e: (e.effective_at, e.type == "restricted"))
            if rows and rows[-1].type == "restricted":
                reasons.add("restricted")
        for party, subject in self.voices(datum, t):
            for purpose in chain:
                reasons |= self.still_closed(party, subject, purpose, datum, t)
        if not reasons:
            return None
        return (5, max(reasons, key=HEAVY.index))

    def still_closed(self, party, subject, purpose, datum, t):
        """Walk through the answers: which no, said by then, still closes this datum?"""
        c = datum.collected_on
        story = [e for e in self.said(party, subject, purpose) if day(e.effective_at) <= t]
        reasons = set()
        for index, no in enumerate(story):
            if self.yes(no):
                continue
            effect = self.effect(no, datum, t)
            said_on = day(no.effective_at)
            if effect is None or (effect == "no_new_data" and c < said_on):
                continue
            lifted = False
            for later in story[index + 1 :]:
                if not self.yes(later) or self.counts_from(later) > t:
                    continue
                if not self.sound(later, purpose) or effect == "erase":
                    continue
                letter = next(x for x in self.ledger.letters if x.id == later.letter)
                if c >= self.counts_from(later):
                    lifted = True
                if effect == "no_further_use" and letter.reopens and c < said_on:
                    lifted = True
            if not lifted:
                reasons.add(effect)
        return reasons

    def confirmed(self, party, purpose, since, until):
        return any(
            e.type == "given"
            and self.sound(e, purpose)
            and since <= day(e.effective_at) <= until
            and self.counts_from(e) <= until
            for e in self.said(party, self.youth, purpose)
        )

    def able_since(self, on, able):
        """First day, from the 16th birthday on, of the present unbroken (in)ability."""
        first = on
        while first > self.b16 and (not self.unable(first - timedelta(days=1))) == able:
            first -= timedelta(days=1)
        return first

    def existing(self, party, purpose, since, start, t):
        """Existing data once somebody must confirm: a yes, or grace, or an answer, or D4."""
        if party is not None and self.confirmed(party, purpose, since, t):
            return None
        if t <= start + timedelta(days=self.policy.grace_days):
            return None
        if party is not None:
            answers = [
                e
                for e in self.said(party, self.youth, purpose)
                if not self.yes(e) and since <= day(e.effective_at) <= t
            ]
            if any(e.type == "dissent" for e in answers):
                return "objected"
            if answers:
                return None
        asked = {
            day(e.effective_at)
            for e in self.events
            if e.type == "reconsent_requested"
            and e.subject == self.youth
            and (party is None or (e.party == party and e.purpose in (purpose, "*")))
            and since <= day(e.effective_at) <= t
        }
        keeps = self.policy.existing_after_grace == "keep_if_3_attempts"
        return None if keeps and len(asked) >= self.policy.attempts else "reconsent_missing"

    def decides(self, on):
        return self.band(on).youth == "consent" and not self.unable(on)

    def last_birthday(self, on):
        return self.b16 if on >= self.b16 else self.b12 if on >= self.b12 else None

    def asked_from(self, birthday, on):
        return self.able_since(on, True) if birthday == self.b16 else birthday

    def step6(self, datum, chain, t):
        c = datum.collected_on
        birthday = self.last_birthday(c)
        new = birthday is not None and self.decides(c)
        if new and not all(self.confirmed(self.youth, p, birthday, c) for p in chain):
            deadline = self.asked_from(birthday, c) + timedelta(days=self.policy.grace_days)
            return (6, "reconsent_pending" if t <= deadline else "reconsent_missing")
        birthday = self.last_birthday(t)
        if birthday is None or not self.decides(t):
            return None
        start = self.asked_from(birthday, t)
        if c >= start:
            return None
        found = {self.existing(self.youth, p, birthday, start, t) for p in chain} - {None}
        return (6, sorted(found)[0]) if found else None

    def step7(self, datum, chain, t):
        then = {p for p, _ in self.youth_side(datum.collected_on) if p != self.youth}
        found = set()
        for party, judged in self.youth_side(t):
            if party == self.youth or judged != t or party in then:
                continue
            if party is None:
                ends = [
                    a.valid_to + timedelta(days=1)
                    for a in self.authorities
                    if a.subject == self.youth and a.valid_to is not None
                ]
                days = [self.ledger.birth_date, self.b18, *ends]
                if self.unable(t):
                    days.append(self.able_since(t, False))
                start = max(d for d in days if d <= t)
                found |= {self.existing(None, p, start, start, t) for p in chain}
                continue
            rows = []
            for a in self.authorities:
                valid = a.valid_from <= t and (a.valid_to is None or t <= a.valid_to)
                kind = a.kind != "none" and (a.kind == "mentor") == (t >= self.b18)
                if a.subject == self.youth and a.party == party and valid and kind:
                    since = max(a.valid_from, self.b18) if a.kind == "mentor" else a.valid_from
                    rows.append((since, max(since, day(a.recorded_at))))
            since, start = min(rows)
            if self.unable(t):
                start = max(start, self.able_since(t, False))
            found |= {self.existing(party, p, since, start, t) for p in chain}
        found -= {None}
        return (7, sorted(found)[0]) if found else None
