"""What an import would do, or did, in Dutch lines: counts, dropped columns, refused rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from register.domain.imports import Finding, ImportPlan

_SHOWN = 10


def report_lines(plan: ImportPlan, findings: Sequence[Finding] = ()) -> tuple[str, ...]:
    """Lines for screen or terminal; they name columns and lines, never what stands there."""
    lines = [
        f"Koppeling {plan.mapping} (versie {plan.mapping_version}); "
        f"{plan.rows_read} rijen gelezen, {len(plan.rejected_lines)} geweigerd."
    ]
    counts = (
        (len(plan.registrations), "aanmeldingen voor het steekproefkader"),
        (len(plan.monthly), "maandtotalen"),
        (len(plan.cases), "casussen"),
        (len(plan.consents), "toestemmingen"),
        (len(plan.spells), "perioden"),
        (len(plan.forms), "ingevulde formulieren"),
        (len(plan.stated), "genoemde totalen om mee te vergelijken"),
    )
    lines += [f"  {what}: {count}" for count, what in counts if count]
    if plan.dropped:
        names = ", ".join(f"“{name}”" for name in plan.dropped)
        lines.append(f"Weggelaten bij het lezen (hoort niet in het register): {names}.")
    lines += plan.notices
    lines += _refused(plan)
    lines += [finding.shown for finding in findings]
    return tuple(lines)


def _refused(plan: ImportPlan) -> list[str]:
    lines = [reject.shown for reject in plan.rejects[:_SHOWN]]
    if len(plan.rejects) > _SHOWN:
        reasons = Counter(reject.reason for reject in plan.rejects)
        lines.append(f"… en {len(plan.rejects) - _SHOWN} andere. Alle redenen geteld:")
        lines += [f"  {count} × {reason}" for reason, count in reasons.most_common()]
    return lines
