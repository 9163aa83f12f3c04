"""Rooms import what they may: the contracts name every room, and libraries stay in their place."""

import sys
import tomllib

import pytest

from tests.support.repository import ROOT, dotted, imports, modules, tracked

TOP_LEVEL = {
    "register", "instruments", "analysis", "notebooks", "consent", "tests", "docs", ".ci",
    "pyproject.toml", "README.md", "Makefile", "LICENSE", ".gitignore",
    "requirements.lock", "requirements-dev.lock", "requirements-uv.lock",
}  # fmt: skip

OWN = {"register", "instruments", "analysis", "consent", "notebooks", "tests"}

# Libraries that a room may import; the longest prefix decides. `None`: any library of the lock.
LIBRARIES: dict[str, set[str] | None] = {
    "instruments": {"pydantic", "yaml"},
    "consent": {"pydantic", "yaml"},
    "analysis": None,
    "notebooks": {"marimo", "pandas", "matplotlib"},
    "register": None,
    "register.domain": {"pydantic", "stdnum"},  # stdnum: pure functions on numbers
    "register.protocols": set(),
    "register.keys": {"cryptography"},
    "register.db": {"sqlalchemy", "alembic", "sqlcipher3", "psycopg", "cryptography"},
    "register.vault": {"sqlalchemy", "alembic", "cryptography"},
    "register.blobs": {"cryptography", "PIL"},
}


def allowed(module: str) -> set[str] | None:
    """The libraries that the rules give a module."""
    room = max((room for room in LIBRARIES if f"{module}.".startswith(f"{room}.")), key=len)
    return LIBRARIES[room]


def test_the_top_level_is_what_the_architecture_says() -> None:
    assert {path.parts[0] for path in tracked()} - TOP_LEVEL == set()


def test_every_room_of_the_register_stands_in_a_contract() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    named = {
        module
        for contract in contracts["contracts"]
        for key in ("source_modules", "forbidden_modules", "modules")
        for module in contract.get(key, [])
    }
    rooms = {
        f"register.{path.stem if len(path.parts) == 2 else path.parts[1]}"
        for path in tracked()
        if path.parts[0] == "register" and path.suffix == ".py" and path.name != "__init__.py"
    }
    unnamed = rooms - named
    assert not unnamed, f"Name {sorted(unnamed)} in [tool.importlinter] of pyproject.toml."


def test_libraries_are_imported_only_in_their_rooms() -> None:
    strangers = [
        f"{path}:{line} imports {name}"
        for path, tree in modules()
        if (libraries := allowed(dotted(path))) is not None
        for line, name in imports(tree)
        if name.partition(".")[0] not in sys.stdlib_module_names | OWN | libraries
    ]
    assert strangers == []


def test_the_fictive_cohort_knows_no_check_that_will_judge_it() -> None:
    judges = ("instruments.checks", "analysis.quality")
    known = [
        f"{path}:{line} imports {name}"
        for path, tree in modules()
        if path.parts[:2] == ("register", "fictive")
        for line, name in imports(tree)
        if name.startswith(judges)
    ]
    assert known == []


@pytest.mark.parametrize(
    ("module", "library", "may"),
    [
        ("instruments.model", "pydantic", True),
        ("instruments.model", "pandas", False),
        ("register.domain.cases", "sqlalchemy", False),
        ("register.db.work", "sqlalchemy", True),
        ("analysis.frames", "pandas", True),
    ],
)
def test_the_rule_itself_tells_rooms_apart(module: str, library: str, may: bool) -> None:
    libraries = allowed(module)
    assert (libraries is None or library in libraries) is may


def test_a_package_in_every_folder_of_the_product() -> None:
    folders = {path.parent for path, _ in modules()}
    bare = [str(folder) for folder in folders if not (ROOT / folder / "__init__.py").is_file()]
    assert [folder for folder in bare if not folder.endswith("migrations/versions")] == []
