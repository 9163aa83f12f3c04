"""Who in the vault is in more than one case: counted per case, never named."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from register.vault.tables import DuplicateKey, RoleInCase

YOUTH = "youth"
# Twins share a birthday, a postcode, often an initial and a surname; not a first name.
SAME = "naam-geboren-geslacht"


@dataclass(frozen=True)
class Shared:
    """Per pseudonym: how many other cases have the same youth, and with whom it shares adults."""

    same_youth: Mapping[str, int]
    shares_adult: Mapping[str, frozenset[str]]


def shared(engine: Engine) -> Shared:
    """Matches over the whole vault, by keyed hashes and by persons with more than one role."""
    with Session(engine) as session:
        roles = list(session.scalars(select(RoleInCase)))
        macs = session.execute(
            select(DuplicateKey.person_id, DuplicateKey.mac).where(DuplicateKey.fields == SAME)
        ).all()
    by_mac = {str(person): str(mac) for person, mac in macs}
    youths: dict[str, set[str]] = defaultdict(set)
    adults: dict[str, set[str]] = defaultdict(set)
    for role in roles:
        if role.kind == YOUTH:
            youths[by_mac.get(role.person_id, role.person_id)].add(role.pseudonym)
        else:
            adults[f"{role.kind}|{role.person_id}"].add(role.pseudonym)
    same: dict[str, int] = defaultdict(int)
    for cases in youths.values():
        for case in cases:
            same[case] += len(cases) - 1
    beside: dict[str, set[str]] = defaultdict(set)
    for who, cases in adults.items():
        if who.startswith("parent"):
            for one, other in combinations(sorted(cases), 2):
                beside[one].add(other)
                beside[other].add(one)
    return Shared(dict(same), {case: frozenset(others) for case, others in beside.items()})
