"""A QR code of a short text, as squares (ISO/IEC 18004): byte mode, level M, versions 1 to 10.

Small on purpose: it shows the otpauth text of a log-in code on screen, and nothing leaves the page.
The mask is fixed, which a reader takes like any other.
"""

from __future__ import annotations

from dataclasses import dataclass

# Per version at level M: check codewords per block, then (blocks, data codewords) of each group.
_BLOCKS: dict[int, tuple[int, tuple[tuple[int, int], ...]]] = {
    1: (10, ((1, 16),)),
    2: (16, ((1, 28),)),
    3: (26, ((1, 44),)),
    4: (18, ((2, 32),)),
    5: (24, ((2, 43),)),
    6: (16, ((4, 27),)),
    7: (18, ((4, 31),)),
    8: (22, ((2, 38), (2, 39))),
    9: (22, ((3, 36), (2, 37))),
    10: (26, ((4, 43), (1, 44))),
}
_ALIGNED: dict[int, tuple[int, ...]] = {
    1: (),
    2: (6, 18),
    3: (6, 22),
    4: (6, 26),
    5: (6, 30),
    6: (6, 34),
    7: (6, 22, 38),
    8: (6, 24, 42),
    9: (6, 26, 46),
    10: (6, 28, 50),
}
_LEVEL_M, _MASK = 0b00, 0


@dataclass(frozen=True)
class Code:
    """A square of dark (True) and light modules, without the quiet zone."""

    rows: tuple[tuple[bool, ...], ...]

    def svg(self, label: str, *, module: int = 6, quiet: int = 4) -> str:
        """The code as an inline picture with a quiet zone; ``label`` must be safe text."""
        size = (len(self.rows) + 2 * quiet) * module
        path = "".join(
            f"M{(x + quiet) * module} {(y + quiet) * module}h{module}v{module}h-{module}z"
            for y, row in enumerate(self.rows)
            for x, dark in enumerate(row)
            if dark
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="{size}" '
            f'height="{size}" role="img" aria-label="{label}">'
            f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{path}"/></svg>'
        )


def encode(text: str) -> Code:
    """The smallest code that holds ``text``; ValueError when none of ours does."""
    content = text.encode()
    for version, (checks, groups) in _BLOCKS.items():
        room = sum(count * size for count, size in groups)
        if len(content) + (2 if version < 10 else 3) <= room:
            words = _codewords(content, version, room)
            return _drawn(version, _interleaved(words, checks, groups))
    raise ValueError("this text is too long for our QR codes; shorten it")


def check_words(data: list[int], count: int) -> list[int]:
    """The Reed-Solomon check codewords of a block over GF(256) with polynomial 0x11D."""
    generator = [1]
    for power in range(count):
        root = _EXP[power]
        grown = [*generator, 0]
        for place, factor in enumerate(generator):
            grown[place + 1] ^= _times(factor, root)
        generator = grown
    rest = [*data, *([0] * count)]
    for place in range(len(data)):
        lead = rest[place]
        if lead:
            for offset, factor in enumerate(generator):
                rest[place + offset] ^= _times(factor, lead)
    return rest[len(data) :]


def format_bits(level: int, mask: int) -> int:
    """The 15 format bits: level and mask with their BCH check, masked (ISO 18004, 7.9)."""
    data = level << 3 | mask
    rest = data << 10
    for shift in range(4, -1, -1):
        if rest >> (shift + 10) & 1:
            rest ^= 0b10100110111 << shift
    return (data << 10 | rest) ^ 0b101010000010010


def version_bits(version: int) -> int:
    """The 18 version bits of versions 7 and up (ISO 18004, 7.10)."""
    rest = version << 12
    for shift in range(5, -1, -1):
        if rest >> (shift + 12) & 1:
            rest ^= 0b1111100100101 << shift
    return version << 12 | rest


def _tables() -> tuple[list[int], list[int]]:
    powers, logs, value = [0] * 512, [0] * 256, 1
    for exponent in range(255):
        powers[exponent], logs[value] = value, exponent
        value = value << 1 ^ (0x11D if value & 0x80 else 0)
    for exponent in range(255, 512):
        powers[exponent] = powers[exponent - 255]
    return powers, logs


_EXP, _LOG = _tables()


def _times(one: int, other: int) -> int:
    return _EXP[_LOG[one] + _LOG[other]] if one and other else 0


def _codewords(content: bytes, version: int, room: int) -> list[int]:
    bits = "0100" + format(len(content), "08b" if version < 10 else "016b")
    bits += "".join(format(byte, "08b") for byte in content)
    bits += "0" * min(4, room * 8 - len(bits))
    bits += "0" * (-len(bits) % 8)
    words = [int(bits[place : place + 8], 2) for place in range(0, len(bits), 8)]
    padding = (0xEC, 0x11)
    return words + [padding[place % 2] for place in range(room - len(words))]


def _interleaved(words: list[int], checks: int, groups: tuple[tuple[int, int], ...]) -> list[int]:
    blocks: list[list[int]] = []
    place = 0
    for count, size in groups:
        for _ in range(count):
            blocks.append(words[place : place + size])
            place += size
    longest = max(len(block) for block in blocks)
    data = [block[i] for i in range(longest) for block in blocks if i < len(block)]
    checked = [check_words(block, checks) for block in blocks]
    return data + [block[i] for i in range(checks) for block in checked]


def _drawn(version: int, words: list[int]) -> Code:
    size = 17 + 4 * version
    cells: list[list[bool | None]] = [[None] * size for _ in range(size)]
    _patterns(cells, version, size)
    stream = "".join(format(word, "08b") for word in words)
    place = 0
    for x, y in _path(size):
        if cells[y][x] is None:
            bit = place < len(stream) and stream[place] == "1"
            cells[y][x] = bit ^ ((x + y) % 2 == 0)
            place += 1
    return Code(tuple(tuple(bool(cell) for cell in row) for row in cells))


def _path(size: int) -> list[tuple[int, int]]:
    """Pairs of columns from right to left, up and down in turn, past the timing column."""
    found = []
    upward = True
    for right in [*range(size - 1, 6, -2), *range(5, 0, -2)]:
        for step in range(size):
            y = size - 1 - step if upward else step
            found += [(right, y), (right - 1, y)]
        upward = not upward
    return found


def _patterns(cells: list[list[bool | None]], version: int, size: int) -> None:
    for left, top in ((0, 0), (size - 7, 0), (0, size - 7)):
        for y in range(-1, 8):
            for x in range(-1, 8):
                if 0 <= left + x < size and 0 <= top + y < size:
                    ring = max(abs(x - 3), abs(y - 3))
                    cells[top + y][left + x] = ring not in (2, 4)
    for place in range(8, size - 8):
        cells[6][place] = cells[place][6] = place % 2 == 0
    for cy in _ALIGNED[version]:
        for cx in _ALIGNED[version]:
            if (cx, cy) not in _corners(version):
                _align(cells, cx, cy)
    cells[size - 8][8] = True
    _format(cells, size)
    if version >= 7:
        bits = version_bits(version)
        for index in range(18):
            dark = bool(bits >> index & 1)
            across, down = size - 11 + index % 3, index // 3
            cells[down][across] = cells[across][down] = dark


def _corners(version: int) -> set[tuple[int, int]]:
    centres = _ALIGNED[version]
    return {(6, 6), (6, centres[-1]), (centres[-1], 6)}


def _align(cells: list[list[bool | None]], cx: int, cy: int) -> None:
    for y in range(-2, 3):
        for x in range(-2, 3):
            cells[cy + y][cx + x] = max(abs(x), abs(y)) != 1


def _format(cells: list[list[bool | None]], size: int) -> None:
    bits = format_bits(_LEVEL_M, _MASK)
    beside = [(8, y) for y in (0, 1, 2, 3, 4, 5, 7, 8)]
    above = [(x, 8) for x in (7, 5, 4, 3, 2, 1, 0)]
    right = [(x, 8) for x in range(size - 1, size - 9, -1)]
    below = [(8, y) for y in range(size - 7, size)]
    for places in ([*beside, *above], [*right, *below]):
        for index, (x, y) in enumerate(places):
            cells[y][x] = bool(bits >> index & 1)
