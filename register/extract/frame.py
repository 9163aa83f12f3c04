"""The nameless RET frame and the flow in an analysis file (RULES D1: outside the ledger)."""

from collections import Counter, defaultdict

from sqlalchemy import select

from register.db.tables.frame import RetRegistration
from register.db.work import Work
from register.domain.frame import STEPS
from register.extract.gathering import Asking, Rows


def rows(work: Work, asking: Asking) -> Rows:
    """Rows of the frames ``ret`` and ``flow`` as collected by the as-of date."""
    own = asking.recipient
    query = (
        select(RetRegistration)
        .where(RetRegistration.collected_on <= asking.as_of)
        .order_by(RetRegistration.row_mac)
    )
    found = list(work.session.scalars(query))
    ret: list[dict[str, object]] = [
        {
            "key": own.other("registration", row.row_mac),
            "ret": row.team,
            "year": row.year,
            "region_group": row.region_group,
            "age_band": row.age_band,
            "gender": row.gender,
            "setting": row.setting,
            "referrer": row.referrer,
            "flow_step": row.flow_step,
            "themes": ";".join(sorted(row.themes)),
            "client": own.other("client", row.client_mac),
        }
        for row in found
    ]
    return {"ret": ret, "flow": _flow(found)}


def _flow(found: list[RetRegistration]) -> list[dict[str, object]]:
    """How many reached each step at least, per region group: registrations and clients apart."""
    registrations: Counter[tuple[str, str]] = Counter()
    clients: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in found:
        group = row.region_group or "onbekend"
        for step in STEPS[: _reached(row.flow_step)]:
            registrations[step, group] += 1
            clients[step, group].add(row.client_mac)
    return [
        {
            "step": step,
            "region_group": group,
            "n_registrations": registrations[step, group],
            "n_clients": len(clients[step, group]),
        }
        for step, group in sorted(registrations)
    ]


def _reached(step: str | None) -> int:
    """How many steps of the flow a registration went through; at least the first."""
    return STEPS.index(step) + 1 if step in STEPS else 1
