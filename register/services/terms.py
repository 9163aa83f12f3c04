"""What those who call services have to name: a transaction, a case, an identity, a keyed mark."""

from register.db.tables.cases import Case
from register.db.work import Work
from register.files.fingerprints import Marker
from register.vault.store import Identity

__all__ = ["Case", "Identity", "Marker", "Work"]
