"""Disclosure control: what may be shown to whom, and proof that nothing can be computed back.

Evidence → check → verdict, all without side effects. A `Table` of counts of youths goes in,
`protect` gives `Protected` tables that hold no withheld number; `attack` is the independent
audit; `ledger` compares a new release with all earlier ones.
"""

from analysis.disclosure.audit import Interval, Number, attack, narrow
from analysis.disclosure.hierarchy import Hierarchy, hierarchies_of, recoded
from analysis.disclosure.policy import POLICIES, WITHHELD, Policy, policy_for
from analysis.disclosure.process import ProcessCount, process_count
from analysis.disclosure.protected import Protected
from analysis.disclosure.protection import Outcome, Settings, protect
from analysis.disclosure.tables import Axis, Table, tabulate

__all__ = [
    "POLICIES",
    "WITHHELD",
    "Axis",
    "Hierarchy",
    "Interval",
    "Number",
    "Outcome",
    "Policy",
    "ProcessCount",
    "Protected",
    "Settings",
    "Table",
    "attack",
    "hierarchies_of",
    "narrow",
    "policy_for",
    "process_count",
    "protect",
    "recoded",
    "tabulate",
]
