"""Keys of an installation: wrapped keys on disk, sealing of values, random identifiers."""

from register.keys.ids import Ids
from register.keys.keystore import KeyLost, Keystore
from register.keys.ring import Erased, Keyring
from register.keys.sealing import SealBroken, seal, unseal
from register.keys.second_place import CopyState, put_back
from register.keys.writing import write_private

__all__ = [
    "CopyState",
    "Erased",
    "Ids",
    "KeyLost",
    "Keyring",
    "Keystore",
    "SealBroken",
    "put_back",
    "seal",
    "unseal",
    "write_private",
]
