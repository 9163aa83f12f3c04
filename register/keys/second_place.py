"""The keystore's own copy: one file at a second place, replaced whole, never kept beside older.

It holds the wrapped keys, the key-encryption keys and the list of erasures. A backup holds none
of these: whoever finds the one cannot read the other.
"""

import base64
import json
from enum import StrEnum
from pathlib import Path

from register.keys.writing import private_folder, write_private

FILE = "casusregister-sleutels.json"
_PARTS = ("keys/*.kek", "keys/*.next", "keystore/*.json", "keystore/*/*.key")


class CopyState(StrEnum):
    """How the copy stands to the keystore."""

    ABSENT = "ontbreekt"
    LAGGING = "loopt achter"
    CURRENT = "bij"


class SecondPlace:
    """The place of the copy, and the home that is copied."""

    def __init__(self, home: Path, folder: Path) -> None:
        self.home = home
        self.folder = folder

    @property
    def file(self) -> Path:
        """The one file of the copy."""
        return self.folder / FILE

    def replace(self) -> None:
        """Write the copy anew over the one before."""
        private_folder(self.folder)
        write_private(self.file, self._content())

    def state(self) -> CopyState:
        """Whether the copy is there and equal to the keystore."""
        if not self.file.is_file():
            return CopyState.ABSENT
        same = self.file.read_bytes() == self._content()
        return CopyState.CURRENT if same else CopyState.LAGGING

    def _content(self) -> bytes:
        files = sorted(path for part in _PARTS for path in self.home.glob(part))
        held = {
            path.relative_to(self.home).as_posix(): base64.b64encode(path.read_bytes()).decode()
            for path in files
            if not path.name.startswith(".")
        }
        return json.dumps(held, indent=1).encode()


def put_back(copy: Path, home: Path) -> None:
    """Unpack the copy in the file ``copy`` under an empty ``home``; ValueError for another file."""
    held = json.loads(copy.read_bytes())
    if not isinstance(held, dict) or not {"keys/register.kek", "keys/vault.kek"} <= set(held):
        raise ValueError("this is no copy of a keystore")
    for name, content in held.items():
        path = home / name
        if not path.resolve().is_relative_to(home.resolve()):
            raise ValueError("this copy of a keystore points outside its folder")
        private_folder(path.parent)
        write_private(path, base64.b64decode(content))
