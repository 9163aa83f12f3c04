"""The public mvad data (712 young people, McVicar & Anyadike-Danes 2002), where present."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

import pandas as pd
import pytest

from analysis.terugkijk.sequences import Sequences

NAMES = {
    "employment": "EM",
    "FE": "FE",
    "HE": "HE",
    "joblessness": "JL",
    "school": "SC",
    "training": "TR",
}


@lru_cache
def raw() -> pd.DataFrame:
    """The file as it is; skips the test where the public data are absent."""
    folder = os.environ.get("CASUSREGISTER_PUBLIC_DATA")
    if not folder or not (Path(folder) / "mvad.csv").is_file():
        pytest.skip("mvad.csv is absent: set CASUSREGISTER_PUBLIC_DATA to the folder that holds it")
    return pd.read_csv(Path(folder) / "mvad.csv").set_index("id")


@lru_cache
def mvad() -> Sequences:
    """The 70 months from September 1993, with sampling weights, as in Gabadinho et al. (2011)."""
    data = raw()
    table = data.loc[:, "Sep.93":"Jun.99"].replace(NAMES)  # type: ignore[misc]
    return Sequences.of_table(
        table, alphabet=list(NAMES.values()), weights=data["weight"].to_numpy(dtype=float)
    )
