"""What no committed file may hold: a place of one machine, a package index, a person's number."""

import re
from pathlib import Path

import pytest

from tests.support.repository import PACKAGES, ROOT, texts, tracked

# Written in parts, else this file would hold what it forbids.
INDEX_HOSTS = ("py" + r"pi\.org", "python" + "hosted", r"registry\.npm" + "js", r"deb\.deb" + "ian")
MACHINE_PLACES = ("/ro" + r"ot\b", "/wo" + "rk/", "/tm" + "p/[a-z]", "/ho" + "me/[a-z]")
FORBIDDEN = re.compile(
    "|".join((*INDEX_HOSTS, *(rf"(?<![\w./])~?{place}" for place in MACHINE_PLACES)))
)

NINE_DIGITS = re.compile(r"(?<![\w.,-])(\d{9}|\d{4}\.\d{2}\.\d{3})(?![\w.,]*\d)")


# The number of every example, which tests need to show that a BSN is refused.
EVERYBODYS = "111222333"


def passes_elfproef(number: str) -> bool:
    """Whether nine digits could be a BSN: 9a + 8b + … + 2h − i is a multiple of 11."""
    digits = [int(digit) for digit in number if digit.isdigit()]
    total = sum(
        weight * digit for weight, digit in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), digits, strict=True)
    )
    return any(digits) and total % 11 == 0


def _bsn() -> str:
    """A number that passes the test, made here so that it is not written here."""
    return next(
        str(number) for number in range(100000000, 100000099) if passes_elfproef(str(number))
    )


def test_no_package_index_or_place_of_one_machine() -> None:
    found = [
        f"{path}:{number}: {match.group()}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if (match := FORBIDDEN.search(line))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("line", "forbidden"),
    [
        ("--index-url https://" + "py" + "pi.org/simple", True),
        ("open('/wo" + "rk/x')", True),
        ("data in /tm" + "p/demo", True),
        ("docs/wo" + "rk/plan.md", False),
        ("the /api/work route", False),
    ],
)
def test_the_guard_tells_a_place_of_one_machine(line: str, forbidden: bool) -> None:
    assert bool(FORBIDDEN.search(line)) is forbidden


def test_no_number_that_could_be_a_bsn() -> None:
    found = [
        f"{path}:{number}: nine digits that pass the elfproef"
        for path, text in texts()
        if path.suffix != ".lock"
        for number, line in enumerate(text.splitlines(), 1)
        for match in NINE_DIGITS.finditer(line)
        if passes_elfproef(match.group())
        and not (path.parts[0] == "tests" and re.sub(r"\D", "", match.group()) == EVERYBODYS)
    ]
    assert found == []


def test_the_guard_tells_a_bsn() -> None:
    number = _bsn()
    assert [found.group() for found in NINE_DIGITS.finditer(f"bsn: {number}.")] == [number]
    assert not passes_elfproef(number[:-1] + str((int(number[-1]) + 1) % 10))
    assert not NINE_DIGITS.search(f"0.{number}")


def test_no_script_of_others() -> None:
    """Third-party JavaScript comes from an installed package at build time, never from here."""
    scripts = [path for path in tracked() if path.suffix in {".js", ".mjs", ".cjs"}]
    vendored = [
        str(path)
        for path in scripts
        if ".min." in path.name
        or path.parts[0] not in PACKAGES
        or re.search(r"@licen[cs]e|@preserve|/\*!", (ROOT / path).read_text("utf-8"))
        or max(map(len, (ROOT / path).read_text("utf-8").splitlines()), default=0) > 160
    ]
    assert vendored == []


def test_no_page_loads_anything_from_outside() -> None:
    loads = re.compile(r"""(?:src|srcset|@import|url\()\s*=?\s*['"(]?\s*(?:https?:)?//""")
    linked = re.compile(r"""<link[^>]+href=['"](?:https?:)?//""")
    found = [
        str(path)
        for path, text in texts(".html", ".css", ".js", ".svg")
        if loads.search(text) or linked.search(text)
    ]
    assert found == []


PICTURES = ("docs", "pictures")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def _anchors(text: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(path: Path, text: str) -> list[str]:
    """Links of a Markdown file to a file or heading that does not exist."""
    found = []
    pictures_taken = any(known.parts[:2] == PICTURES for known in tracked())
    for link in LINK.findall(text):
        if re.match(r"[a-z]+:", link):
            continue
        if not pictures_taken and "/".join(PICTURES) in link:
            continue  # the browser tests take them; from the first one on all must be there
        target, _, anchor = link.partition("#")
        file = (ROOT / path.parent / target).resolve() if target else ROOT / path
        if not file.exists() or (anchor and anchor not in _anchors(file.read_text("utf-8"))):
            found.append(f"{path}: {link}")
    return found


def test_every_link_in_the_docs_leads_somewhere() -> None:
    assert [line for path, text in texts(".md") for line in broken_links(path, text)] == []


def test_the_guard_sees_a_broken_link() -> None:
    page = Path("docs/developers.md")
    assert broken_links(page, "[x](nowhere.md)") == ["docs/developers.md: nowhere.md"]
    assert broken_links(page, "[x](../README.md)") == []


def test_every_make_command_in_the_docs_exists() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = {
        target
        for _, text in texts(".md")
        for code in re.findall(r"`([^`\n]+)`|^    (\S.*)$", text, re.MULTILINE)
        for target in re.findall(r"^make ([a-z]+)", code[0] or code[1])
    }
    assert named
    assert named - targets == set()
