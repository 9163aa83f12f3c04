"""Checks #4–#6, #8, #10, #11, #36–#38, #45 and #49: who is followed, and may that be so."""

from __future__ import annotations

import pandas as pd
from scipy.stats import binomtest

from analysis.frames import Frames
from analysis.quality.judging import check
from analysis.quality.limits import Limits
from analysis.quality.rows import nothing, rows, whole

CODED_DAYS = 2 / 365.25
SURE = 0.001


@check("leeftijd_te_jong")
def too_young(frames: Frames, limits: Limits) -> pd.DataFrame:
    people = frames["subjects"]
    hit = people["age_months_inclusion"] < 12 * limits["leeftijd_vanaf"]
    return rows(people, hit, value=["age_months_inclusion"], place="leeftijd")


@check("leeftijd_te_oud")
def too_old(frames: Frames, limits: Limits) -> pd.DataFrame:
    people = frames["subjects"]
    hit = people["age_months_inclusion"] >= 12 * limits["leeftijd_tot"]
    return rows(people, hit, value=["age_months_inclusion"], place="leeftijd")


@check("leeftijd_grond")
def ground(frames: Frames, limits: Limits) -> pd.DataFrame:
    people = frames["subjects"]
    months = people["age_months_inclusion"]
    adult = (months >= 12 * limits["grond_vanaf"]) & (months < 12 * limits["leeftijd_tot"])
    hit = adult & people["ground_18"].eq(False)
    return rows(people, hit, value=["age_months_inclusion", "ground_18"], place="leeftijd")


@check("geboortedatum_verschilt")
def birth(frames: Frames, limits: Limits) -> pd.DataFrame:
    people = frames["subjects"]
    hit = people["birth_agrees"].eq(False)
    return rows(people, hit, value=["birth_agrees"], place="geboortedatum")


@check("geboortedagen_gecodeerd")
def coded_birthdays(frames: Frames, limits: Limits) -> pd.DataFrame:
    coded = frames["subjects"]["birth_day_coded"].dropna()
    if not len(coded):
        return nothing()
    many = binomtest(int(coded.sum()), len(coded), CODED_DAYS, alternative="greater").pvalue < SURE
    return whole(["geboortedagen"], [bool(many)], [str(int(coded.sum()))])


@check("ret_niet_besproken")
def discussed(frames: Frames, limits: Limits) -> pd.DataFrame:
    people = frames["subjects"]
    until = people["t0_on"].fillna(people["included_on"])
    hit = people["ret_discussed_on"].isna() | (people["ret_discussed_on"] > until)
    return rows(people, hit, value=["ret_discussed_on", "t0_on"], place="ret")


@check("regio_niet_verantwoordelijk")
def region(frames: Frames, limits: Limits) -> pd.DataFrame:
    people = frames["subjects"]
    hit = people["region_responsible"].eq(False)
    return rows(people, hit, value=["region", "region_responsible"], place="regio")


def _reconsent(frames: Frames, state: str) -> pd.DataFrame:
    people = frames["subjects"]
    hit = people["reconsent_state"].fillna("").eq(state)
    return rows(people, hit, value=["reconsent_state"], place="toestemming")


@check("hernieuwing_aanstaande")
def reconsent_soon(frames: Frames, limits: Limits) -> pd.DataFrame:
    return _reconsent(frames, "aanstaande")


@check("hernieuwing_te_laat")
def reconsent_late(frames: Frames, limits: Limits) -> pd.DataFrame:
    return _reconsent(frames, "te_laat")


@check("hernieuwing_voorbij")
def reconsent_over(frames: Frames, limits: Limits) -> pd.DataFrame:
    return _reconsent(frames, "voorbij")


@check("gezag_onvolledig")
def authority(frames: Frames, limits: Limits) -> pd.DataFrame:
    people = frames["subjects"]
    young = people["age_months_inclusion"] < 12 * 16
    hit = young & (people["authority_decided"] < people["authority_known"])
    return rows(people, hit, value=["authority_decided", "authority_known"], place="gezag")


@check("gezag_onbekend")
def no_authority(frames: Frames, limits: Limits) -> pd.DataFrame:
    people = frames["subjects"]
    minor = people["age_months_inclusion"] < 12 * 18
    hit = minor & people["authority_known"].eq(0)
    return rows(people, hit, value=["authority_known"], place="gezag")


@check("dubbele_persoon")
def duplicate(frames: Frames, limits: Limits) -> pd.DataFrame:
    people = frames["subjects"]
    hit = people["duplicates"] > 0
    return rows(people, hit, value=["duplicates"], place="persoon")


@check("gezin_niet_gekoppeld")
def family(frames: Frames, limits: Limits) -> pd.DataFrame:
    people = frames["subjects"]
    hit = people["family_unlinked"].eq(True)
    return rows(people, hit, value=["family_unlinked"], place="gezin")


@check("controleteken")
def check_symbol(frames: Frames, limits: Limits) -> pd.DataFrame:
    people = frames["subjects"]
    hit = people["check_symbol_fits"].eq(False)
    return rows(people, hit, value=["check_symbol_fits"], place="pseudoniem")


@check("wees")
def orphans(frames: Frames, limits: Limits) -> pd.DataFrame:
    """Rows of an unknown pseudonym, and contributions to a wave that the case does not have."""
    known = set(frames["subjects"]["pid"])
    found = []
    for name in frames:
        frame = frames[name]
        if name in ("subjects", "cases") or "pid" not in frame or not len(frame):
            continue
        # One finding per frame and pseudonym: they have one cause.
        people = pd.DataFrame({"pid": frame["pid"].dropna().unique()})
        hit = ~people["pid"].isin(known)
        found.append(rows(people, hit, value=["pid"], place=f"frame:{name}"))
    waves, held = frames["waves"], frames["collected"]
    if len(waves) and len(held):
        there = pd.MultiIndex.from_frame(waves[["pid", "wave"]])
        own = held[held["pid"].isin(known)]
        hit = pd.Series(
            ~pd.MultiIndex.from_frame(own[["pid", "wave"]]).isin(there), index=own.index
        )
        found.append(rows(own, hit, value=["wave"], place=("bijdrage", "row")))
    return pd.concat(found, ignore_index=True) if found else nothing()


@check("naam_in_tekst")
def names(frames: Frames, limits: Limits) -> pd.DataFrame:
    texts = frames["texts"]
    return rows(texts, texts["name_hits"] > 0, value=["name_hits"], place=["tekst", "text"])


@check("bestand_wijkt_af")
def snapshots(frames: Frames, limits: Limits) -> pd.DataFrame:
    files = frames["snapshots"]
    hit = files["n_no_longer"] > 0
    return rows(files, hit, value=["n_no_longer"], place=["bestand", "snapshot"])
