"""Who a file is made for (the rule lives with the services, which keep the release ledger)."""

from register.services.recipients import LEAVES_THE_STUDY, Recipient

__all__ = ["LEAVES_THE_STUDY", "Recipient"]
