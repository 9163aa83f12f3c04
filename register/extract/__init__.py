"""Analysis files: consented, pseudonymised for one recipient, logged, frozen, hashed."""

from register.extract.making import RECOVERY, VERB, Made, hand_over, make

__all__ = ["RECOVERY", "VERB", "Made", "hand_over", "make"]
