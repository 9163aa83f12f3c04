"""Whether one informant's change on one scale is more than measurement error."""

from __future__ import annotations

from instruments.scale import Scale
from instruments.scoring_change import ChangeClass, reliable_difference


def reliable_points(scale: Scale) -> float | None:
    """Smallest difference in points that counts as change, or None where nobody published one.

    ``options: {reliable_change: …}`` as the source states it, else 1.96 standard errors from the
    scale's ``sd`` and its retest reliability (else alpha). Our own short core has neither: its
    changes are shown, never classed.
    """
    stated = scale.options.get("reliable_change")
    if stated:
        return float(stated)
    sd = scale.reliability.get("sd")
    reliability = scale.reliability.get("retest") or scale.reliability.get("alpha")
    if not sd or not reliability:
        return None
    return reliable_difference(sd=float(sd), reliability=float(reliability))


def change_class(scale: Scale, before: float, after: float) -> ChangeClass | None:
    """Improved, same or worse; None where the scale has no norm group or no direction.

    A difference of exactly the published points counts; the RCI itself must exceed 1.96.
    """
    points = reliable_points(scale)
    if points is None or not scale.higher_is:
        return None
    difference = after - before
    stated = bool(scale.options.get("reliable_change"))
    enough = abs(difference) >= points if stated else abs(difference) > points
    if not enough:
        return "gelijk"
    return "verbeterd" if (difference > 0) == (scale.higher_is == "better") else "verslechterd"
