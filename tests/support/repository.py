"""The repository as the guards read it: committed text files and parsed modules."""

import ast
import functools
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("register", "instruments", "analysis", "consent", "notebooks")

BINARY = {".png", ".jpg", ".jpeg", ".ico", ".woff2", ".ttf", ".otf", ".pdf", ".xlsx", ".sav"}


@functools.cache
def tracked() -> tuple[Path, ...]:
    """Every committed file that exists here, relative to the checkout."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return tuple(
        path for name in listed.split("\0") if name and (ROOT / (path := Path(name))).is_file()
    )


def texts(*suffixes: str) -> Iterator[tuple[Path, str]]:
    """Committed text files (all, or those with a suffix) and what they say."""
    for path in tracked():
        if path.suffix not in BINARY and (not suffixes or path.suffix in suffixes):
            yield path, (ROOT / path).read_text("utf-8")


@functools.cache
def modules() -> tuple[tuple[Path, ast.Module], ...]:
    """Committed modules of the product, parsed."""
    return tuple(
        (path, ast.parse(text, str(path)))
        for path, text in texts(".py")
        if path.parts[0] in PACKAGES
    )


def dotted(path: Path) -> str:
    """The import name of a module: register/db/work.py → register.db.work."""
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """(line, full name) of every import in a module, also those inside functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module
