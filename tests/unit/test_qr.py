"""Our QR codes against the numbers of the standard, and read back by a plain reader."""

import pytest

from register.domain import qr

# Published worked example: "HELLO WORLD" in version 1, level M.
HELLO = [32, 91, 11, 120, 209, 114, 220, 77, 67, 64, 236, 17, 236, 17, 236, 17]
HELLO_CHECKS = [196, 35, 39, 119, 235, 215, 231, 226, 93, 23]


def test_check_words_are_those_of_the_published_example() -> None:
    assert qr.check_words(HELLO, 10) == HELLO_CHECKS


@pytest.mark.parametrize(
    ("level", "mask", "bits"),
    [
        (0b01, 4, "110011000101111"),
        (0b00, 0, "101010000010010"),
        (0b11, 7, "010101111101101"),
    ],
)
def test_format_bits_are_those_of_the_standard(level: int, mask: int, bits: str) -> None:
    assert format(qr.format_bits(level, mask), "015b") == bits


def test_version_bits_are_those_of_the_standard() -> None:
    assert format(qr.version_bits(7), "018b") == "000111110010010100"


def read(code: qr.Code) -> str:
    """A plain reader: find the free modules by drawing an empty code, unmask, take blocks apart."""
    size = len(code.rows)
    version = (size - 17) // 4
    cells: list[list[bool | None]] = [[None] * size for _ in range(size)]
    qr._patterns(cells, version, size)
    bits = ""
    for x, y in qr._path(size):
        if cells[y][x] is None:
            bits += str(int(code.rows[y][x] ^ ((x + y) % 2 == 0)))
        else:
            assert code.rows[y][x] is cells[y][x]
    words = [int(bits[place : place + 8], 2) for place in range(0, len(bits) - 7, 8)]
    _, groups = qr._BLOCKS[version]
    sizes = [block for count, block in groups for _ in range(count)]
    blocks: list[list[int]] = [[] for _ in sizes]
    taken = iter(words)
    for place in range(max(sizes)):
        for block, length in zip(blocks, sizes, strict=True):
            if place < length:
                block.append(next(taken))
    stream = "".join(format(word, "08b") for block in blocks for word in block)
    width = 8 if version < 10 else 16
    assert stream[:4] == "0100"
    count = int(stream[4 : 4 + width], 2)
    body = stream[4 + width : 4 + width + 8 * count]
    return bytes(int(body[place : place + 8], 2) for place in range(0, len(body), 8)).decode()


@pytest.mark.parametrize("length", [1, 14, 15, 60, 61, 106, 134, 152, 180, 200])
def test_what_was_written_is_read_back(length: int) -> None:
    text = ("otpauth://totp/Casusregister:noor?secret=ABCDEFGH&" * 5)[:length]
    assert read(qr.encode(text)) == text


def test_corners_timing_and_the_dark_module_stand_where_the_standard_has_them() -> None:
    rows = qr.encode("x" * 100).rows
    size = len(rows)
    for top, left in ((0, 0), (0, size - 7), (size - 7, 0)):
        assert all(rows[top][left + i] and rows[top + 6][left + i] for i in range(7))
        assert not any(rows[top + 1][left + i] for i in range(1, 6))
        assert rows[top + 3][left + 3]
    assert [rows[6][x] for x in range(8, 12)] == [True, False, True, False]
    assert rows[size - 8][8]


def test_a_text_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        qr.encode("x" * 500)
