"""Kill a verb before and after each of its side effects: commit, fsync, rename, unlink.

The verb runs in a forked process that dies at the effect with a given number, as by SIGKILL. The
disk keeps what was written before: what the operating system holds in memory is not lost.
"""

import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.engine.default import DefaultDialect

DONE, FAILED = 0, 70
FILES = ("fsync", "replace", "rename", "unlink", "rmdir")


class Effects:
    """Counts side effects and dies at one: ``2k`` is before effect ``k``, ``2k + 1`` after it."""

    def __init__(self, deadly: int | None) -> None:
        self.deadly = deadly
        self.passed = 0

    def point(self) -> None:
        """Pass one point, or die there."""
        if self.passed == self.deadly:
            os.kill(os.getpid(), signal.SIGKILL)
        self.passed += 1

    def around(self, real: Callable[..., Any]) -> Callable[..., Any]:
        """The same function with a point before and after it."""

        def effect(*args: Any, **named: Any) -> Any:
            self.point()
            try:
                return real(*args, **named)
            finally:
                self.point()

        return effect


@contextmanager
def counted(deadly: int | None) -> Iterator[Effects]:
    """Count the side effects of the block in this process."""
    effects = Effects(deadly)
    real = {name: getattr(os, name) for name in FILES}
    commit = DefaultDialect.do_commit
    for name in FILES:
        setattr(os, name, effects.around(real[name]))
    DefaultDialect.do_commit = effects.around(commit)  # type: ignore[method-assign]
    try:
        yield effects
    finally:
        DefaultDialect.do_commit = commit  # type: ignore[method-assign]
        for name, function in real.items():
            setattr(os, name, function)


def run(verb: Callable[[], object], deadly: int | None) -> tuple[bool, int]:
    """Run ``verb`` in a forked process; whether it was killed, and how many points it passed."""
    sys.stdout.flush()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        code = FAILED
        try:
            with counted(deadly) as effects:
                verb()
            os.write(writing, str(effects.passed).encode())
            code = DONE
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(writing)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reading) as told:
        passed = told.read()
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True, 0
    assert os.WEXITSTATUS(status) == DONE, "the verb failed in its process: see above"
    return False, int(passed)
