"""tau-ARGUS of Statistics Netherlands (`pytauargus`, EUPL-1.2) as the second engine.

It gets the same numbers, sums and costs as our own engine, in its own JJ file format
(per number: index, value, cost, status, bounds, protection levels; then the sums). It protects
what is marked sensitive, each way apart (RULES §3.4 step 2: down min(a, 1), up the rest); what
its answer leaves narrow among the secondary numbers is marked too and asked again.

The engine is a native library: it runs in a process of its own, so that a crash there (seen on
costs with decimals) costs a proposal and not the report.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analysis.disclosure.cuts import Attacker
from analysis.disclosure.system import System

_CHILD = (
    "import sys; from pytauargus._tauargus import HiTaSCtrl; "
    "sys.exit(0 if HiTaSCtrl().full_jj(in_file_jj=sys.argv[1], out_file=sys.argv[2], "
    "max_time=1) == 0 else 1)"
)


def argus_pattern(
    system: System, must: NDArray[np.bool_], never: NDArray[np.bool_],
    cost: NDArray[np.float64], attacker: Attacker, need: int, *, rounds: int = 4,
    seconds: float = 20.0,
) -> NDArray[np.bool_] | None:  # fmt: skip
    """A mask over the numbers of the system that the attacker accepts, or None.

    must, never: numbers that are, or cannot be, withheld; need: width in youths.
    """
    unsafe = must.copy()
    for _ in range(rounds):
        extra = _ask(jj_text(system, unsafe, never, cost, need), seconds)
        if extra is None:
            return None
        mask = unsafe.copy()
        mask[extra] = True
        narrow = [cut.cell for cut in attacker.cuts(mask)]
        if not narrow:
            return mask
        if all(unsafe[cell] for cell in narrow):
            return None
        unsafe[narrow] = True
    return None


def jj_text(
    system: System, unsafe: NDArray[np.bool_], never: NDArray[np.bool_],
    cost: NDArray[np.float64], need: int,
) -> str:  # fmt: skip
    """The problem in JJ format. Costs are whole numbers: decimals crash the engine."""
    top = int(system.values.max()) + need
    lines = ["0", str(system.size)]
    for at, value in enumerate(system.values):
        status = "u" if unsafe[at] else "z" if never[at] else "s"
        down = min(int(value), 1) if unsafe[at] else 0
        up = need - down if unsafe[at] else 0
        price = max(1, round(float(cost[at]) * 1000))
        lines.append(f"{at} {value} {price} {status} 0 {top} {down}.000 {up}.000 0")
    lines.append(str(system.equations.shape[0]))
    for start, end in zip(system.equations.indptr, system.equations.indptr[1:], strict=False):
        terms = [
            f"{index} ({int(sign)})"
            for index, sign in zip(
                system.equations.indices[start:end], system.equations.data[start:end], strict=True
            )
        ]
        lines.append(f"0 {len(terms)} : {' '.join(terms)}")
    return "\n".join(lines) + "\n"


def _ask(problem: str, seconds: float) -> list[int] | None:
    """Indices of the secondary numbers, or None when the engine gave no answer."""
    with tempfile.TemporaryDirectory() as folder:
        question, answer = Path(folder, "in.jj"), Path(folder, "out.jj")
        question.write_text(problem, encoding="ascii")
        try:
            done = subprocess.run(
                [sys.executable, "-c", _CHILD, str(question), str(answer)],
                cwd=folder, capture_output=True, timeout=seconds, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return None
        if done.returncode != 0 or not answer.exists():
            return None
        text = answer.read_text(encoding="ascii")
    return [int(line.split()[0]) for line in text.splitlines() if line.strip()]
