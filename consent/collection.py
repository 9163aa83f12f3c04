"""Step 4: was everyone's yes valid and in force on the day of collection?"""

from __future__ import annotations

from datetime import date

from consent.datum import Datum
from consent.decision import Finding, Reason
from consent.party import Seat
from consent.reading import Reading
from consent.seats import needs, who


def collection(reading: Reading, datum: Datum, chain: tuple[str, ...]) -> Finding | None:
    """Everyone of R(c) had a valid yes in force, for every purpose of the chain."""
    for seat, as_of, _ in needs(reading, datum):
        if seat is None:
            text = "Er is geen vertegenwoordiger met gezag vastgelegd op die dag."
            return Finding(Reason.COLLECTION_UNLAWFUL, text)
        for purpose in chain:
            asked = reading.asks(seat, purpose, as_of)
            if asked and not reading.stands(seat, purpose, as_of):
                mark = reading.latest(seat, purpose, as_of)
                seqs = () if mark is None else (mark.event.seq,)
                text = f"{who(reading, seat)}, {purpose}: {lack(reading, seat, purpose, as_of)}."
                return Finding(Reason.COLLECTION_UNLAWFUL, text, seqs)
    return None


def lack(reading: Reading, seat: Seat, purpose: str, on: date) -> str:
    """What a seat's yes lacks on a day, in Dutch; for the explanation and the status page."""
    mark = reading.latest(seat, purpose, on)
    if mark is None:
        late = any(m.late and m.event.effective_on <= on for m in reading.marks(seat, purpose))
        return "te laat vastgelegd, telt pas vanaf de vastlegging" if late else "geen antwoord"
    if not mark.yes:
        return {"refused": "geweigerd", "dissent": "verzet"}.get(mark.event.type, "ingetrokken")
    return mark.fault or "de termijn van de toestemming was verlopen"
