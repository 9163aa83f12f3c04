"""Whatever slip of the pen a protocol file holds, the answer is a protocol or a plain list of
faults with lines: never another exception, never an endless search."""

import re
from importlib import resources

from hypothesis import given, settings
from hypothesis import strategies as st

from register.domain.protocol import Protocol
from register.domain.protocol.reading import ProtocolError, ProtocolErrors

LINES = (resources.files("register.protocols") / "zuid-west.yaml").read_text("utf-8").splitlines()
VALUES = (
    "",
    "x",
    "-1",
    "1.5",
    "[a]",
    "{a: b}",
    "99999999999",
    "99999",
    "ja",
    "T6",
    "P1",
    "é",
    "- x",
)


def _faults(text: str) -> tuple[ProtocolError, ...]:
    try:
        Protocol.load(text)
    except ProtocolErrors as caught:
        return caught.errors
    return ()


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, len(LINES) - 1),
    st.sampled_from(["drop", "double", "value", "key"]),
    st.sampled_from(VALUES),
)
def test_a_slip_is_named_or_harmless(at: int, slip: str, value: str) -> None:
    lines = list(LINES)
    if slip == "drop":
        del lines[at]
    elif slip == "double":
        lines.insert(at, lines[at])
    elif slip == "value":
        lines[at] = re.sub(r": [^,:\[{}]+", f": {value}", lines[at], count=1)
    else:
        lines[at] = re.sub(r"[a-z_]+:", "vreemd:", lines[at], count=1)
    for error in _faults("\n".join(lines)):
        assert 1 <= error.line <= len(lines) + 1
        assert error.text and error.fix
