"""Which purpose is asked for a datum: the study asks each class under what it was collected for."""

from datetime import date

from consent.bulk import Bulk
from consent.datum import Datum
from consent.decision import Verdict
from consent.ledger import Ledger
from register.services.consent import DESK


class Asked:
    """Verdicts for one case and purpose on a day.

    A file for the study itself (P1) may hold what other purposes of the study cover too: data of
    the file under the yes to the file (P2), a transcript under that to recording (P3).
    """

    def __init__(self, ledger: Ledger, purpose: str, today: date) -> None:
        self._ledger, self._purpose, self._today = ledger, purpose, today
        self._bulks: dict[str, Bulk] = {}

    def verdict(self, datum: Datum) -> Verdict:
        """The verdict for one datum."""
        purpose = self._purpose
        if purpose == DESK:
            purpose = self._ledger.policy.collected_under(datum.data_class)
        if purpose not in self._bulks:
            self._bulks[purpose] = Bulk(self._ledger, purpose, self._today)
        return self._bulks[purpose].verdict(datum)
