"""The pseudonym of a case: six random symbols and two check symbols over GF(32) (RULES §2).

After Faldum & Pommerening 2005: every two wrong symbols are noticed; one wrong symbol, or two
neighbours swapped, can be traced back. A correction is only ever suggested, never applied: with few
hundred cases a "corrected" pseudonym may well be nobody's, or another's.
"""

from __future__ import annotations

from itertools import pairwise

ALPHABET = "ACDEFGHJKLMNPQRTUVWXYZ0123456789"  # Symbol32: no B, I, O, S
DATA_SYMBOLS = 6
DATA_BITS = 30
LENGTH = 8
_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1
_INDEX = {symbol: index for index, symbol in enumerate(ALPHABET)}
# Letters that the alphabet lacks and that are read as its figures.
_READ_AS = str.maketrans({"O": "0", "I": "1"})


def _times_alpha(value: int) -> int:
    value <<= 1
    return value ^ _POLYNOMIAL if value & 32 else value


_EXP = [1]
for _ in range(30):
    _EXP.append(_times_alpha(_EXP[-1]))
_LOG = {value: power for power, value in enumerate(_EXP)}


def _multiply(a: int, b: int) -> int:
    return _EXP[(_LOG[a] + _LOG[b]) % 31] if a and b else 0


def _checks(data: list[int]) -> tuple[int, int]:
    """c7 = Σ α^i·p_i and c8 = Σ α^(2i)·p_i, i from 1."""
    first = second = 0
    for position, symbol in enumerate(data, start=1):
        first ^= _multiply(_EXP[position % 31], symbol)
        second ^= _multiply(_EXP[2 * position % 31], symbol)
    return first, second


def from_bits(bits: int) -> str:
    """The stored form (8 symbols, no dash) of 30 random bits."""
    if not 0 <= bits < 2**DATA_BITS:
        raise ValueError("a pseudonym is made of 30 bits")
    data = [bits >> 5 * place & 31 for place in reversed(range(DATA_SYMBOLS))]
    return "".join(ALPHABET[value] for value in (*data, *_checks(data)))


def normal(text: str) -> str:
    """What was typed as capitals without dashes and spaces, O read as 0 and I as 1."""
    kept = "".join(sign for sign in text.upper() if sign not in " -–—\t\n")
    return kept.translate(_READ_AS)


def shown(code: str) -> str:
    """XXXX-XXXX."""
    return f"{code[:4]}-{code[4:]}"


def check(text: str) -> bool:
    """Whether what was typed is a sound pseudonym (existing is another matter)."""
    code = normal(text)
    if len(code) != LENGTH or any(sign not in _INDEX for sign in code):
        return False
    return _syndrome([_INDEX[sign] for sign in code]) == (0, 0)


def _syndrome(values: list[int]) -> tuple[int, int]:
    first, second = _checks(values[:DATA_SYMBOLS])
    return first ^ values[6], second ^ values[7]


def _single_errors() -> dict[tuple[int, int], tuple[int, int]]:
    found = {}
    for position in range(LENGTH):
        for error in range(1, 32):
            values = [0] * LENGTH
            values[position] = error
            found[_syndrome(values)] = (position, error)
    return found


def _swaps() -> dict[tuple[int, int], int]:
    found = {}
    for left, right in pairwise(range(LENGTH)):
        for error in range(1, 32):
            values = [0] * LENGTH
            values[left] = values[right] = error
            found[_syndrome(values)] = left
    return found


SINGLE_ERRORS = _single_errors()
SWAPS = _swaps()


def suggest(text: str) -> str | None:
    """The one sound pseudonym (stored form) that is one wrong symbol or one swap of neighbours
    away from what was typed; None when it is sound already or no such one is to be found."""
    code = normal(text)
    if len(code) != LENGTH:
        return None
    unknown = [place for place, sign in enumerate(code) if sign not in _INDEX]
    if len(unknown) > 1:
        return None
    values = [_INDEX.get(sign, 0) for sign in code]
    syndrome = _syndrome(values)
    if syndrome in SINGLE_ERRORS:
        position, error = SINGLE_ERRORS[syndrome]
        if unknown and position != unknown[0]:
            return None
        values[position] ^= error
    elif syndrome in SWAPS and not unknown:
        left = SWAPS[syndrome]
        values[left], values[left + 1] = values[left + 1], values[left]
    elif not (unknown and syndrome == (0, 0)):
        return None
    fixed = "".join(ALPHABET[value] for value in values)
    return fixed if check(fixed) and fixed != code else None


def why_not(text: str) -> str | None:
    """Dutch sentence about a pseudonym that is not sound; None if sound. Nothing typed is repeated
    and nothing suggested (see `suggest`), so that it may stand in a log."""
    code = normal(text)
    if check(code):
        return None
    if len(code) != LENGTH:
        return f"Een pseudoniem heeft 8 tekens; dit zijn er {len(code)}."
    if any(sign not in _INDEX for sign in code):
        return "Een pseudoniem bevat alleen cijfers en hoofdletters, zonder B en S."
    return "De controletekens kloppen niet. Lees het pseudoniem nog eens over."


RECIPIENT_SYMBOLS = 9


def recipient(digest: bytes) -> str:
    """A recipient's own pseudonym from the bytes of a keyed MAC: 45 bits and one check symbol.

    The keyed MAC itself is made where the keys are; at least 6 bytes are needed.
    """
    if len(digest) < 6:
        raise ValueError("a recipient's pseudonym needs at least 6 bytes of a keyed MAC")
    number = int.from_bytes(digest[:6], "big") >> 3
    data = [number >> 5 * place & 31 for place in reversed(range(RECIPIENT_SYMBOLS))]
    return "".join(ALPHABET[value] for value in (*data, _checks(data)[0]))


def check_recipient(text: str) -> bool:
    """Whether a recipient's pseudonym carries the right check symbol: notices every single wrong
    symbol and every swap of neighbours."""
    code = normal(text)
    if len(code) != RECIPIENT_SYMBOLS + 1 or any(sign not in _INDEX for sign in code):
        return False
    values = [_INDEX[sign] for sign in code]
    return _checks(values[:-1])[0] == values[-1]
