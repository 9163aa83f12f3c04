"""How long scoring 100,000 sheets takes, vectorised: `python -m tests.bench.scoring_sheets`."""

import time

import numpy as np
import pandas as pd

from analysis.scores import score_frame
from instruments.store import load_instrument

SHEETS = 100_000


def main() -> None:
    dice = np.random.default_rng(20_270_101)
    for name in ("sdq", "vervolg_ouder"):
        instrument = load_instrument(name)
        scored = sorted({item for scale in instrument.scales for item in scale.items})
        codes = np.array(["0", "1", "2", None], dtype=object)
        frame = pd.DataFrame({item: codes[dice.integers(0, 4, SHEETS)] for item in scored})
        frame["pid"] = [f"P{number}" for number in range(SHEETS)]
        frame["wave"], frame["informant"], frame["party"] = "T6", "ouder", "o1"
        start = time.perf_counter()
        rows = len(score_frame(instrument, frame))
        print(f"{name}: {rows} scores in {time.perf_counter() - start:.2f} s")


if __name__ == "__main__":
    main()
