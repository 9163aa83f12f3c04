"""Keep the solver's own writing off standard output.

HiGHS inside scipy 1.17 writes a line to the C-level standard output on some instances; a
command that prints JSON would break on it (RULES §3.4, pitfall).
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

_lock = threading.RLock()


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Send file descriptor 1 to the null device for the duration of the block."""
    with _lock:
        sys.stdout.flush()
        try:
            kept = os.dup(1)
        except OSError:  # no standard output at all (a detached service)
            yield
            return
        try:
            with Path(os.devnull).open("wb") as nowhere:
                os.dup2(nowhere.fileno(), 1)
            yield
        finally:
            os.dup2(kept, 1)
            os.close(kept)
