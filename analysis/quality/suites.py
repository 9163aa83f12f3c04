"""The same declarations as Great Expectations suites: ephemeral, without telemetry or values.

One suite per frame for what a column can say; one suite `oordelen` over the judged rows of checks
with code of their own, in which each check is a column expectation (`hit` is never true). A check
that could not run is in no suite: an empty frame would pass (PACKAGES §4).
"""

from __future__ import annotations

import os
import warnings
from collections import defaultdict
from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any

import pandas as pd

from analysis.frames import Frames
from analysis.quality.judging import Outcome
from instruments.checks import Check, Expectation, Severity

FORMAT = {
    "result_format": "COMPLETE",
    "exclude_unexpected_values": True,
    "partial_unexpected_count": 0,
}
JUDGED = "oordelen"
GX_SEVERITY = {Severity.ERROR: "critical", Severity.WARNING: "warning", Severity.INFO: "info"}
Suites = Mapping[str, tuple[pd.DataFrame, list[tuple[Check, str]]]]


def validate(frames: Frames, outcome: Outcome, checks: Iterable[Check]) -> dict[str, Any]:
    """Run all suites through one checkpoint; returns counts per check, never a value.

    {"suites": {frame: {"success", "evaluated", "unsuccessful"}}, "checks": {id: {"n",
    "unexpected", "exception"}}, "version": of Great Expectations}.
    """
    with warnings.catch_warnings():
        # Its own use of what Python or pandas will drop is nothing that a reader can act on.
        warnings.simplefilter("ignore")
        return _validated(frames, outcome, checks)


def _validated(frames: Frames, outcome: Outcome, checks: Iterable[Check]) -> dict[str, Any]:
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    gx: Any = import_module("great_expectations")

    context = gx.get_context(mode="ephemeral")
    context.enable_analytics(False)
    context.variables.progress_bars = {"globally": False}
    source = context.data_sources.add_pandas("kwaliteit")
    found: dict[str, Any] = {"version": gx.__version__, "suites": {}, "checks": {}}
    for name, (frame, ones) in sorted(_suites(frames, outcome, checks).items()):
        suite = context.suites.add(
            gx.ExpectationSuite(
                name=name, expectations=[_expectation(one, column) for one, column in ones]
            )
        )
        asset = source.add_dataframe_asset(name)
        batch = asset.add_batch_definition_whole_dataframe("alles")
        definition = context.validation_definitions.add(
            gx.ValidationDefinition(name=name, data=batch, suite=suite)
        )
        checkpoint = context.checkpoints.add(
            gx.Checkpoint(name=name, validation_definitions=[definition], result_format=FORMAT)
        )
        result = checkpoint.run(batch_parameters={"dataframe": frame})
        for run in result.run_results.values():
            plain = run.to_json_dict()
            statistics = plain["statistics"]
            found["suites"][name] = {
                "success": plain["success"],
                "evaluated": statistics["evaluated_expectations"],
                "unsuccessful": statistics["unsuccessful_expectations"],
            }
            found["checks"] |= dict(map(_line, plain["results"]))
    return found


def _suites(frames: Frames, outcome: Outcome, checks: Iterable[Check]) -> Suites:
    native: dict[str, list[tuple[Check, str]]] = defaultdict(list)
    judged: list[tuple[Check, str]] = []
    for one in checks:
        if one.id not in outcome.judged:
            continue
        rule = one.expect
        if rule is not None and rule.column in frames[rule.frame] and not rule.several:
            native[rule.frame].append((one, rule.column))
        elif outcome.judged[one.id]:
            judged.append((one, one.id))
    made: dict[str, tuple[pd.DataFrame, list[tuple[Check, str]]]] = {
        name: (_plain(frames[name], ones), ones) for name, ones in native.items()
    }
    if judged:
        table = pd.DataFrame(
            {one.id: outcome.tables[one.id]["hit"].reset_index(drop=True) for one, _ in judged}
        )
        made[JUDGED] = (table.astype("boolean").astype(object), judged)
    return made


def _plain(frame: pd.DataFrame, ones: list[tuple[Check, str]]) -> pd.DataFrame:
    """The columns that are asked about; codes as text, numbers as numbers. Values of an answer
    that may stay out for a reason do not count as missing."""
    made = pd.DataFrame(index=range(len(frame)))
    for one, column in ones:
        rule = one.expect
        assert rule is not None
        series = frame[column].reset_index(drop=True)
        if rule.kind == "between":
            made[column] = pd.to_numeric(series, errors="coerce")
        elif rule.kind == "not_null":
            excused = _excused(frame, rule)
            made[f"{column}__aanwezig"] = series.notna() | excused
        else:
            made[column] = series.astype("string").astype(object)
    return made


def _excused(frame: pd.DataFrame, rule: Expectation) -> pd.Series:
    excused = pd.Series(False, index=range(len(frame)))
    if rule.unless in frame:
        excused |= frame[rule.unless].notna().reset_index(drop=True)
    if "refused" in frame:
        excused |= frame["refused"].fillna(False).astype(bool).reset_index(drop=True)
    return excused


def _expectation(one: Check, column: str) -> Any:
    gxe: Any = import_module("great_expectations.expectations")
    facts: dict[str, Any] = {
        "meta": {"controle": one.id, "versie": one.version, "indicator": one.indicator},
        "severity": GX_SEVERITY[one.severity],
        "description": f"{one.title}. {one.rule}",
    }
    rule = one.expect
    if rule is None or rule.several:
        return gxe.ExpectColumnValuesToBeInSet(column=column, value_set=[False], **facts)
    if rule.kind == "in_set":
        return gxe.ExpectColumnValuesToBeInSet(column=column, value_set=list(rule.values), **facts)
    if rule.kind == "between":
        return gxe.ExpectColumnValuesToBeBetween(
            column=column, min_value=rule.low, max_value=rule.high, **facts
        )
    if rule.kind == "unique":
        return gxe.ExpectColumnValuesToBeUnique(column=column, **facts)
    return gxe.ExpectColumnValuesToBeInSet(column=f"{column}__aanwezig", value_set=[True], **facts)


def _line(result: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Counts of one expectation. A missing column is no exception in Great Expectations but a
    failure with `exception_info`: it is said apart, by name of the check only."""
    facts = result["result"] or {}
    info = result.get("exception_info") or {}
    raised = bool(info.get("raised_exception")) or any(
        isinstance(one, dict) and one.get("raised_exception") for one in info.values()
    )
    return result["expectation_config"]["meta"]["controle"], {
        "n": facts.get("element_count", 0),
        "unexpected": facts.get("unexpected_count", 0),
        "exception": raised,
    }
