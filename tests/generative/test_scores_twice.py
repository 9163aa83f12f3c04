"""A wrong score is costly, so it is reached two ways: exact per sheet, and over whole columns."""

import math
import random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.scores import score_sheets
from instruments.answers import Answer
from instruments.definition import load
from instruments.model import Instrument
from instruments.scoring import score
from instruments.store import load_instrument

CODES = ("0", "1", "2", "3", "7", None, None)
ODD = """
id: proef
version: "1"
title: Proef
sections:
  - id: a
    title: A
    items:
      - {id: x1, type: choice, label: A, choices: {"0": a, "1": b, "2": c, "3": d}}
      - {id: x2, type: choice, label: B, choices: {"0": a, "1": b, "2": c, "3": d}}
      - {id: x3, type: number, label: C, min: 0, max: 3}
      - {id: x4, type: choice, label: D, choices: {"0": a, "1": b, "2": c, "3": d}}
      - {id: g1, type: choice, label: E, choices: {"-2": a, "-1": b, "0": c, "1": d, "2": e}}
      - {id: g2, type: choice, label: F, choices: {"-2": a, "-1": b, "0": c, "1": d, "2": e}}
scales:
  - {id: gewogen, items: [x1, x2, x3, x4], reversed: [x2], weights: {x1: "2", x3: "0.5"},
     min_answered: 2, prorate: ja, round: half_up, decimals: 1}
  - {id: gemiddeld, items: [x1, x2, x4], method: mean, min_answered: 2, round: half_up, decimals: 1}
  - {id: geteld, items: [x1, x2, x4], method: count, count_codes: ["2", "3"], min_answered: 1}
  - {id: doelen, items: [g1, g2], method: gas, weights: {g1: "3"}, min_answered: 1}
  - {id: omgezet, items: [x1, x2], method: table, table: {"0": "30.5", "3": "50", "6": "70"}}
  - {id: totaal, of: [gewogen, gemiddeld], min_answered: 1, prorate: ja}
"""


def _agree(instrument: Instrument, sheets: list[dict[str, str]], hidden: list[set[str]]) -> None:
    names = list(instrument.fields)
    frame = pd.DataFrame([{n: sheet.get(n) for n in names} for sheet in sheets], columns=names)
    covered = pd.DataFrame([{n: n in one for n in names} for one in hidden], columns=names)
    fast = score_sheets(instrument, frame, covered)
    for row, (sheet, unseen) in enumerate(zip(sheets, hidden, strict=True)):
        answers = {name: Answer(code) for name, code in sheet.items()}
        for scale, plain in score(instrument, answers, hidden=unseen).items():
            column = fast[scale]
            assert column.why[row] == plain.why_missing, (scale, sheet, unseen)
            assert (column.n_items[row], column.n_answered[row]) == (
                plain.n_items,
                plain.n_answered,
            )
            if plain.value is None:
                assert math.isnan(column.value[row])
            else:
                assert column.value[row] == pytest.approx(plain.value, abs=1e-9), (scale, sheet)


@settings(max_examples=150)
@given(st.data())
def test_plain_and_vectorised_scores_agree_on_odd_scales(data: st.DataObject) -> None:
    instrument = load(ODD)
    codes = st.sampled_from(["-2", "-1", "0", "1", "2", "3", "0.5", "2.5", "4"])
    sheet = st.dictionaries(st.sampled_from(list(instrument.fields)), codes)
    sheets = data.draw(st.lists(sheet, min_size=1, max_size=8))
    unseen = st.sets(st.sampled_from(list(instrument.fields)), max_size=3)
    hidden = [data.draw(unseen) for _ in sheets]
    _agree(instrument, sheets, hidden)


@pytest.mark.parametrize("name", ["sdq", "vervolg_ouder", "kidscreen10", "zrm"])
def test_plain_and_vectorised_scores_agree_on_ten_thousand_sheets(name: str) -> None:
    instrument = load_instrument(name)
    dice = random.Random(20_260_101)
    scored = sorted({item for scale in instrument.scales for item in scale.items})
    sheets, hidden = [], []
    for _ in range(2_500):
        drawn = {item: dice.choice(CODES) for item in scored}
        sheets.append({item: code for item, code in drawn.items() if code is not None})
        hidden.append({item for item in scored if dice.random() < 0.05})
    _agree(instrument, sheets, hidden)
