"""Keys of an installation: wrapped keys on disk, sealing of values, random identifiers."""

from register.keys.ids import Ids
from register.keys.keystore import KeyLost, Keystore
from register.keys.ring import Keyring
from register.keys.sealing import SealBroken, seal, unseal

__all__ = ["Ids", "KeyLost", "Keyring", "Keystore", "SealBroken", "seal", "unseal"]
