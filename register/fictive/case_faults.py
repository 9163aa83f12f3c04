"""Kinds of faults about who is followed, when, with whose consent; advice, goals, texts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from register.fictive.faults import Act, Fault
from register.fictive.soil import DAY, Soil, Unfit

LATE = ("meting_buiten_periode", "meting_bij_volgende", "meting_volgorde", "late_invoer",
        "terugkoppeling_na_meting", "verloop_kwartaal")  # fmt: skip


def person(**values: Any) -> Act:
    """Set columns of the youth's own row."""

    def act(soil: Soil, pid: str) -> None:
        soil.set("subjects", soil.row("subjects", pid).name, **values)

    return act


def both(*acts: Act) -> Act:
    def act(soil: Soil, pid: str) -> None:
        for one in acts:
            one(soil, pid)

    return act


def first(table: str, values: Callable[[pd.Series], dict[str, Any]], **where: Any) -> Act:
    """Change the first fitting row of a case; values from that row."""

    def act(soil: Soil, pid: str) -> None:
        row = soil.row(table, pid, **where)
        soil.set(table, row.name, **values(row))

    return act


def collected(wave: str, on: Callable[[pd.Series], Any]) -> Act:
    return first(
        "collected",
        lambda row: {"collected_on": on(row), "recorded_on": on(row)},
        wave=wave,
        collected_on=None,
        instrument=None,
    )


def _near_next(days: int) -> Act:
    """Move a T0 sheet towards the target of T6; days before the middle between both."""

    def act(soil: Soil, pid: str) -> None:
        own = soil.row("collected", pid, wave="T0", collected_on=None, instrument=None)
        after = soil.row("waves", pid, wave="T6", target_on=None)["target_on"]
        middle = own["target_on"] + (after - own["target_on"]) // 2
        on = (middle - days * DAY).normalize()
        soil.set("collected", own.name, collected_on=on, recorded_on=on)

    return act


def _same_party(days: int) -> Act:
    """A T6 sheet collected `days` after the last T0 sheet of the same party."""

    def act(soil: Soil, pid: str) -> None:
        later = soil.row("collected", pid, wave="T6", collected_on=None, instrument=None)
        who = {"party": later["party"], "informant": later["informant"]}
        on = soil.rows("collected", pid, wave="T0", collected_on=None, **who)["collected_on"].max()
        soil.set("collected", later.name, collected_on=on + days * DAY,
                 recorded_on=on + days * DAY)  # fmt: skip

    return act


def _twice(**values: Any) -> Act:
    def act(soil: Soil, pid: str) -> None:
        row = soil.row("collected", pid, state="gedaan", instrument=None)
        soil.add("collected", row, row=f"{row['row']}-2", **values)

    return act


def _skipped(state: str, reason: str | None) -> Act:
    def act(soil: Soil, pid: str) -> None:
        done = soil.rows("collected", pid, wave="T12", state="gedaan", part="core")
        earlier = soil.rows(
            "collected", pid, wave="T6", part="core", informant=lambda s: s.isin(done["informant"])
        )
        for at in earlier.index:
            soil.set("collected", at, state=state, state_reason=reason, collected_on=None,
                     recorded_on=None)  # fmt: skip

    return act


def _orphan(wave: str) -> Act:
    def act(soil: Soil, pid: str) -> None:
        row = soil.row("collected", pid, instrument=None)
        has = soil.rows("waves", pid)["wave"]
        if wave == "eigen":
            soil.add("collected", row, row=f"{row['row']}-x", state="gepland", part="extra",
                     collected_on=pd.NaT, recorded_on=pd.NaT, instrument="ors")  # fmt: skip
            return
        if has.eq(wave).any():
            raise Unfit(wave)
        soil.add("collected", row, row=f"{row['row']}-x", wave=wave, state="gepland",
                 part="extra", collected_on=pd.NaT, recorded_on=pd.NaT)  # fmt: skip

    return act


def _parent(relation: str) -> Act:
    return first("collected", lambda row: {"relation": relation}, wave="T6", informant="ouder",
                 collected_on=None, relation=None)  # fmt: skip


def _advice_age(days: int) -> Act:
    def act(soil: Soil, pid: str) -> None:
        row = soil.row("advice", pid)
        soil.set("advice", row.name, given_on=soil.as_of - days * DAY, responded_on=None,
                 acted_on=None)  # fmt: skip

    return act


def _feedback(days: int) -> Act:
    def act(soil: Soil, pid: str) -> None:
        row = soil.row("feedback", pid, wave="T6")
        after = soil.rows("collected", pid, wave="T12", collected_on=None)["collected_on"].min()
        soil.set("feedback", row.name, given_on=after + days * DAY)

    return act


def goal(**values: Any) -> Act:
    return first("goals", lambda row: values, wave="T6")


def goal_t0(**values: Any) -> Act:
    return first("goals", lambda row: values, wave="T0")


def _edited(days: int) -> Act:
    return first("goals", lambda row: {"set_on": row["scored_on"] + days * DAY}, scored_on=None)


def text(**values: Any) -> Act:
    return first("texts", lambda row: values)


YOUNG = person(age_months_inclusion=170)

FAULTS: tuple[Fault, ...] = (
    Fault("meting_na_sluiten", "meting_buiten_periode",
          collected("T12", lambda row: row["closes_on"] + DAY),
          collected("T12", lambda row: row["closes_on"])),
    Fault("meting_bij_verkeerde_golf", "meting_bij_volgende", _near_next(-8), _near_next(8),
          beside=LATE),
    Fault("volgmeting_op_nulmeting", "meting_volgorde", _same_party(0), _same_party(1),
          beside=LATE),
    Fault("meting_twee_keer", "meting_dubbel", _twice(), _twice(instrument="ors")),
    Fault("meting_vergeten", "meting_overgeslagen", _skipped("gepland", None),
          _skipped("gemist", "ziek"), beside=("terugkoppeling_na_meting",)),
    Fault("zeven_jaar", "leeftijd_te_jong", person(age_months_inclusion=95),
          person(age_months_inclusion=96)),
    Fault("drieentwintig", "leeftijd_te_oud", person(age_months_inclusion=276),
          person(age_months_inclusion=275)),
    Fault("achttien_zonder_grond", "leeftijd_grond",
          person(age_months_inclusion=216, ground_18=False),
          person(age_months_inclusion=215, ground_18=False)),
    Fault("geboortedatum_overgetikt", "geboortedatum_verschilt", person(birth_agrees=False),
          person(birth_agrees=True)),
    Fault("ret_na_nulmeting", "ret_niet_besproken",
          first("subjects", lambda row: {"ret_discussed_on": row["t0_on"] + DAY}, t0_on=None,
                ret_discussed_on=None),
          first("subjects", lambda row: {"ret_discussed_on": row["t0_on"]}, t0_on=None,
                ret_discussed_on=None)),
    Fault("andere_regio", "regio_niet_verantwoordelijk", person(region_responsible=False),
          person(region_responsible=True)),
    Fault("geen_toestemming_bij_verzamelen", "toestemming_voor_verzamelen",
          first("collected", lambda row: {"consent_step": 4,
                                          "consent_reason": "collection_unlawful"},
                collected_on=None),
          first("collected", lambda row: {"consent_step": 5, "consent_reason": "no_further_use"},
                collected_on=None)),
    Fault("wordt_bijna_zestien", "hernieuwing_aanstaande", person(reconsent_state="aanstaande"),
          person(reconsent_state="")),
    Fault("zestien_en_niet_gevraagd", "hernieuwing_te_laat", person(reconsent_state="te_laat"),
          person(reconsent_state="aanstaande"), beside=("hernieuwing_aanstaande",)),
    Fault("uitstel_voorbij", "hernieuwing_voorbij", person(reconsent_state="voorbij"),
          person(reconsent_state="te_laat"), beside=("hernieuwing_te_laat",)),
    Fault("een_van_twee_ouders", "gezag_onvolledig",
          both(YOUNG, person(authority_known=2, authority_decided=1)),
          both(YOUNG, person(authority_known=2, authority_decided=2))),
    Fault("gezag_niet_genoemd", "gezag_onbekend",
          both(YOUNG, person(authority_known=0, authority_decided=0)),
          person(age_months_inclusion=216, ground_18=True, authority_known=0,
                 authority_decided=0)),
    Fault("jeugdige_twee_keer", "dubbele_persoon", person(duplicates=1), person(duplicates=0)),
    Fault("zus_niet_gekoppeld", "gezin_niet_gekoppeld", person(family_unlinked=True),
          person(family_unlinked=False)),
    Fault("pseudoniem_verschreven", "controleteken", person(check_symbol_fits=False),
          person(check_symbol_fits=True)),
    Fault("andere_ouder", "informant_wisselt", _parent("vader"), _parent("moeder")),
    Fault("onbekende_meting", "wees", _orphan("T42"), _orphan("eigen")),
    Fault("maand_te_laat_ingevoerd", "late_invoer",
          first("collected", lambda row: {"recorded_on": row["collected_on"] + 31 * DAY},
                collected_on=None),
          first("collected", lambda row: {"recorded_on": row["collected_on"] + 30 * DAY},
                collected_on=None)),
    Fault("advies_zonder_eigenaar", "advies_onvolledig",
          first("advice", lambda row: {"addressee": ""}),
          first("advice", lambda row: {"addressee": "school"})),
    Fault("advies_vooruit", "advies_eerder_uitgevoerd",
          first("advice", lambda row: {"acted_on": row["given_on"] - DAY}, given_on=None),
          first("advice", lambda row: {"acted_on": row["given_on"]}, given_on=None)),
    Fault("advies_stil", "advies_zonder_stand", _advice_age(184), _advice_age(183)),
    Fault("terugkoppeling_te_laat", "terugkoppeling_na_meting", _feedback(1), _feedback(0)),
    Fault("doel_drie", "gas_niveaus", goal(level=3), goal(level=2)),
    Fault("doel_begint_op_nul", "gas_beginniveau", goal_t0(level=0), goal_t0(level=-1)),
    Fault("doel_bijgesteld", "gas_gewijzigd_na_meting", _edited(1), _edited(0)),
    Fault("codering_te_ver", "codering_buiten_tekst", text(offsets_outside=1),
          text(offsets_outside=0)),
    Fault("tekst_bijgewerkt", "tekst_gewijzigd", text(changed_since_coding=True),
          text(changed_since_coding=False)),
    Fault("naam_blijft_staan", "naam_in_tekst", text(name_hits=1), text(name_hits=0)),
    Fault("twee_bij_leersessie", "leersessie_klein",
          first("sessions", lambda row: {"n_present": 2}),
          first("sessions", lambda row: {"n_present": 3})),
    Fault("onbekende_regiocode", "protocol.subjects.region", person(region="utrecht"),
          person(region="haaglanden")),
    Fault("onbekende_setting", "protocol.subjects.setting", person(setting="kliniek"),
          person(setting="obc"), beside=("setting_geen_episode",)),
    Fault("onbekende_toestand", "protocol.stays.state",
          first("stays", lambda row: {"state": "XXX"}, state="PLG"),
          first("stays", lambda row: {"state": "KWV"}, state="PLG"),
          beside=("verblijf_gat",)),
)  # fmt: skip
