"""A sound fictive register as frames of a quality extract: no check has anything to say.

200 youths in four cohorts, three waves, SDQ and own instruments, life lines, goals, advice,
feedback, codings. Planted faults stand out in it one by one.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from analysis.frames import Frames
from instruments.checks import Check
from instruments.model import Instrument
from instruments.store import load_instrument
from register.domain.protocol import Protocol
from register.extract import quality_facts

AS_OF = date(2030, 6, 1)
DAY = pd.Timedelta(days=1)
USED = ("sdq", "t0_ouder", "vervolg_ouder", "kidscreen10")
WAVES = (("T0", 0), ("T6", 6), ("T12", 12))
CODERS = ("C1", "C2")
LINE = (("THU", 40), ("PLG", 18), ("THU", 14), ("RES", 9), ("BEH", 8))


@cache
def used() -> dict[str, Instrument]:
    """The instruments of the sound register."""
    return {name: load_instrument(name) for name in USED}


@cache
def facts() -> dict[str, Any]:
    """The facts of its manifest."""
    return quality_facts.facts(Protocol.shipped(), used(), AS_OF)


@cache
def checks() -> tuple[Check, ...]:
    """Every check that an installation with these instruments has."""
    return quality_facts.checks(Protocol.shipped(), used())


def tables(seed: int = 1) -> dict[str, pd.DataFrame]:
    """The loose tables; `frames` makes typed frames of them."""
    rng = np.random.default_rng(seed)
    people = _people(rng)
    made = {"subjects": people, "cases": _cases(people)}
    made |= _waves(people, rng)
    made["stays"], made["authorisations"] = _lines(people, rng)
    made |= _answers(made["collected"], rng)
    made["scores"] = _scores(made["collected"], rng)
    made |= _lives(people, made["collected"], rng)
    made["codings"] = _codings(people, rng)
    made["texts"] = pd.DataFrame(
        {
            "pid": people["pid"],
            "wave": "T0",
            "text": "x" + people["pid"],
            "name_hits": 0,
            "offsets_outside": 0,
            "changed_since_coding": False,
        }
    )
    made["snapshots"] = pd.DataFrame(
        {"snapshot": ["s1", "s2"], "purpose": "P1", "n_cases": 200, "n_no_longer": 0}
    )
    steps = {"besproken": 400, "passend": 300, "benaderd": 250, "toestemming": 220}
    made["flow"] = pd.DataFrame(
        [
            {"step": step, "region_group": g, "n_registrations": n, "n_clients": n}
            for step, n in steps.items()
            for g in ("noord", "zuid")
        ]
    )
    return made


def frames(made: dict[str, pd.DataFrame]) -> Frames:
    """Typed frames with the facts."""
    return Frames.of(made, facts=facts())


def multiplied(made: dict[str, pd.DataFrame], times: int) -> dict[str, pd.DataFrame]:
    """The register that many times over, each copy with pseudonyms of its own."""
    found = {}
    for name, frame in made.items():
        if "pid" not in frame:
            found[name] = frame
            continue
        copies = [frame.assign(pid=frame["pid"] + f"-{n}") for n in range(times)]
        found[name] = pd.concat(copies, ignore_index=True)
    return found


def _people(rng: np.random.Generator) -> pd.DataFrame:
    protocol = Protocol.shipped()
    rows = []
    for cohort in (1, 2, 3, 4):
        first, _ = protocol.cohort_period(cohort)
        wanted = [
            (t.region, t.cases)
            for t in protocol.measures.targets
            if t.cohort == cohort and t.region is not None
        ]
        regions = [region for region, cases in wanted for _ in range(cases)]
        names = [one.id for one in protocol.places.regions]
        regions = (regions + names * 10)[:50]
        settings = ["jggz", "obc", "jzplus", "jji"] * 13
        for no in range(50):
            included = pd.Timestamp(first) + DAY * int(rng.integers(0, 100))
            rows.append((cohort, regions[no], settings[no], included))
    made = pd.DataFrame(rows, columns=["cohort", "region", "setting", "included_on"])
    n = len(made)
    made["pid"] = [f"fictief-{at:03d}" for at in range(n)]
    made["t0_on"] = made["included_on"] + DAY * 10
    made["age_months_inclusion"] = rng.integers(12 * 12, 15 * 12, n)
    made["ret_discussed_on"] = made["included_on"] - DAY * 30
    return made.assign(
        cohort=made["cohort"].astype(str),
        exit_on=pd.NaT,
        ground_18=True,
        check_symbol_fits=True,
        birth_agrees=True,
        birth_day_coded=False,
        region_responsible=True,
        authority_known=2,
        authority_decided=2,
        reconsent_state="",
        duplicates=0,
        family_unlinked=False,
    )


def _cases(people: pd.DataFrame) -> pd.DataFrame:
    protocol = Protocol.shipped()
    made = people[["pid", "region", "setting", "included_on", "t0_on"]].copy()
    made["cohort"] = people["cohort"].astype(int)
    made["region_group"] = [protocol.region(code).group for code in people["region"]]
    made["setting_group"] = [protocol.setting(code).group for code in people["setting"]]
    # No difference: some twenty leavers who are like the others.
    leaves = np.arange(len(made)) % 9 == 0
    made["exit_on"] = (made["t0_on"] + 400 * DAY).where(leaves)
    made["age_months_t0"] = 160 + np.arange(len(made)) % 20
    return made


def _waves(people: pd.DataFrame, rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    waves, collected = [], []
    for person in people.itertuples():
        for wave, months in WAVES:
            target = person.t0_on + pd.DateOffset(months=months)
            window = {
                "target_on": target,
                "opens_on": target - 14 * DAY,
                "closes_on": target + 28 * DAY,
            }
            head = {"pid": person.pid, "wave": wave}
            waves.append(head | window | {"months": months, "due": True, "moved_by_hand": False})
            for party, informant, instrument in (
                ("J1", "jeugdige", "sdq"),
                ("J1", "jeugdige", "kidscreen10"),
                ("O1", "ouder", "t0_ouder" if wave == "T0" else "vervolg_ouder"),
            ):
                on = target + int(rng.integers(0, 10)) * DAY
                collected.append(
                    head
                    | window
                    | {
                        "informant": informant,
                        "party": party,
                        "instrument": instrument,
                        "row": f"r-{person.pid}-{wave}-{instrument}",
                        "part": "core",
                        "relation": "moeder" if informant == "ouder" else None,
                        "state": "gedaan",
                        "state_reason": None,
                        "collected_on": on,
                        "recorded_on": on + int(rng.integers(0, 8)) * DAY,
                        "interviewer": f"i{int(rng.integers(0, 4))}",
                        "consent_step": None,
                        "consent_reason": None,
                    }
                )
    held = pd.DataFrame(collected)
    key = ["pid", "wave", "informant", "party", "instrument"]
    age = held["pid"].map(people.set_index("pid")["age_months_inclusion"]) // 12 + 1
    sheets = held[[*key, "row"]].assign(
        age_years=age,
        age_from=11,
        age_to=None,
        seconds=600.0,
        n_answered=25,
        n_unexplained=0,
        school="regulier",
        n_places=None,
        double_entered=False,
    )
    sheets["n_places"] = sheets["n_places"].where(sheets["instrument"] != "t0_ouder", len(LINE) + 1)
    sheets["school"] = sheets["school"].where(sheets["informant"] == "ouder")
    contributions = held[[*key, "state", "collected_on"]].assign(
        instrument_version="1", due=True, timing="binnen"
    )
    return {
        "waves": pd.DataFrame(waves),
        "collected": held,
        "sheets": sheets,
        "contributions": contributions,
    }


def _lines(people: pd.DataFrame, rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A life line per youth that ends in the setting of inclusion, and goes on there."""
    states = {"jzplus": "JZP", "jji": "JJI", "jggz": "GGZ", "obc": "BEH"}
    rows, given = [], []
    for person in people.itertuples():
        marks = [*LINE, (states[person.setting], 6)]
        begin = person.included_on - sum(m for _, m in marks) * 30 * DAY + 60 * DAY
        for place, (state, months) in enumerate(marks):
            length = months * 30 + int(rng.integers(-11, 12))
            end = begin + length * DAY
            last = place == len(marks) - 1
            end = person.included_on + (80 + int(rng.integers(0, 25))) * DAY if last else end
            rows.append(_stay(person.pid, place, state, begin, end, rng))
            if state == "JZP":
                given.append(
                    {
                        "pid": person.pid,
                        "authorisation": f"m-{person.pid}",
                        "from_on": begin - DAY,
                        "to_on": end + DAY,
                    }
                )
            begin = end + DAY
    return pd.DataFrame(rows), pd.DataFrame(given)


def _stay(
    pid: str, place: int, state: str, begin: Any, end: Any, rng: np.random.Generator
) -> dict[str, Any]:
    return {
        "pid": pid,
        "episode": f"e{place}",
        "state": state,
        "start": f"{begin:%Y-%m-%d}",
        "start_earliest": begin,
        "start_latest": begin,
        "end": f"{end:%Y-%m-%d}",
        "end_earliest": end,
        "end_latest": end,
        "source": str(rng.choice(["dossier GI", "dossier aanbieder"])),
        "precision_start": "dag",
        "precision_end": "dag",
        "provider": f"a{place}",
        "end_reason": "05",
        "bed_reserved": False,
        "before_birth": False,
        "age_months_start": 40 + 20 * place,
        "months_past_18": 0.0,
        "refused": False,
    }


def _answers(held: pd.DataFrame, rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    made = {}
    for name, instrument in used().items():
        own = held[held["instrument"] == name]
        frame = own[["pid", "wave", "party", "informant", "collected_on"]].reset_index(drop=True)
        columns: dict[str, Any] = {}
        for item in instrument.fields.values():
            if item.type in ("choice", "yesno"):
                codes = list(item.codes)
                columns[item.id] = rng.choice(codes, len(frame))
            elif item.type in ("integer", "number", "slider"):
                columns[item.id] = int(item.soft_min or item.min or 0) + 1
            else:
                continue
            columns[f"{item.id}__gap"] = None
        for block in facts()["blocks"].get(name, ()):
            # A plausible pattern: codes go round, reversed ones opposite; never a long run.
            for place, item in enumerate(block["items"]):
                low = len(block["codes"]) // 2
                codes = block["codes"]
                columns[item] = str(codes[low] if place % 3 else codes[low - 1])
        made[f"answers_{name}"] = pd.concat(
            [frame, pd.DataFrame(columns, index=frame.index)], axis=1
        )
    return made


def _scores(held: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    key = ["pid", "wave", "informant", "party", "instrument"]
    own = held[held["instrument"].isin(["kidscreen10", "sdq"])][key]
    scale = {"kidscreen10": "kidscreen10_som", "sdq": "sdq_emotie"}
    made = own.assign(scale=own["instrument"].map(scale))
    # Spread evenly over everything, so that no group can differ by chance.
    made["score"] = 10.0 + np.arange(len(made)) % 7
    full = made["instrument"].map({"kidscreen10": 10, "sdq": 5})
    return made.assign(n_items=full, n_answered=full, why_missing=None).reset_index(drop=True)


def _lives(
    people: pd.DataFrame, held: pd.DataFrame, rng: np.random.Generator
) -> dict[str, pd.DataFrame]:
    last = held[held["wave"] == "T6"].groupby("pid")["collected_on"].max()
    t0 = people.set_index("pid")["t0_on"]
    goals = [
        {
            "pid": pid,
            "goal": f"d{no}",
            "wave": wave,
            "informant": "jeugdige",
            "domain": "school",
            "weight": float(1 + (place + no) % 3),
            "level": -1 if wave == "T0" else 0,
            "set_on": t0[pid],
            "scored_on": t0[pid] if wave == "T0" else last[pid],
        }
        for place, pid in enumerate(people["pid"])
        for no in (1, 2)
        for wave in ("T0", "T6")
    ]
    given = (last + 20 * DAY).rename("given_on").reset_index()
    advice = given.assign(
        advice="a1",
        wave="T6",
        theme="samenwerking",
        addressee="gezinsvoogd",
        response="overgenomen",
        responded_on=given["given_on"] + 10 * DAY,
        state="bezig",
        acted_on=given["given_on"] + 30 * DAY,
    )
    feedback = given.assign(feedback="f1", wave="T6", audience="gezin", form="gesprek")
    sessions = pd.DataFrame(
        {
            "session": "l" + people["pid"],
            "pid": people["pid"],
            "held_on": people["t0_on"] + 90 * DAY,
            "region_group": "noord",
            "n_present": 4,
            "themes": "",
        }
    )
    return {"goals": pd.DataFrame(goals), "advice": advice, "feedback": feedback,
            "sessions": sessions}  # fmt: skip


def _codings(people: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Two coders agree on every segment of the first sixty youths, in two quarters."""
    rows = []
    for place, pid in enumerate(people["pid"][:60]):
        for segment in range(3):
            code = ("wachten", "regie", "school")[(place + segment) % 3]
            rows += [
                {
                    "pid": pid,
                    "coding": f"k{place}-{segment}-{coder}",
                    "segment": f"g{segment}",
                    "code": code,
                    "coder": coder,
                    "wave": "T0",
                    "informant": "jeugdige",
                    "party": "J1",
                    "coded_on": pd.Timestamp("2028-02-01" if place < 30 else "2028-05-01"),
                    "value": None,
                }
                for coder in CODERS
            ]
    return pd.DataFrame(rows)
