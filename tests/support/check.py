"""`make check`: every check runs, all that fail are named, the exit code says whether one did."""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent

PACKAGES = ("register", "instruments", "analysis", "consent")

CHECKS: dict[str, list[str]] = {
    "format (make fix)": [str(BIN / "ruff"), "format", "--check", "--quiet", "."],
    "lint (make fix)": [str(BIN / "ruff"), "check", "--quiet", "."],
    "types": [str(BIN / "mypy"), *PACKAGES],
    "import contracts": [str(BIN / "lint-imports")],
    "migrations in step": [sys.executable, "-m", "tests.support.migrations"],
    "generated docs (make docs)": [sys.executable, "-m", "tests.support.generated_docs", "--check"],
}


def main() -> int:
    """Run all checks in order; 0 when all passed, else 1."""
    failed: list[str] = []
    for name, command in CHECKS.items():
        began = time.monotonic()
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        verdict = "ok" if run.returncode == 0 else "FAILED"
        print(f"{name:28} {verdict:6} {time.monotonic() - began:5.1f} s", flush=True)
        if run.returncode:
            failed.append(name)
            print(run.stdout + run.stderr, flush=True)
    if failed:
        print(f"make check: failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
