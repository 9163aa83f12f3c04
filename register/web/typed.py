"""What people type in the forms of consent, contact and accounts: days, one of a list, a scan."""

from collections.abc import Collection
from datetime import date

from starlette.datastructures import UploadFile

from instruments.dates import PartialDate
from register.domain.bsn import bsn_blockers
from register.domain.errors import Blocker, Refusal, refuse_if
from register.web.visit import Visit


def day(visit: Visit, name: str, *, label: str) -> date:
    """A whole day typed in a field; ``Refusal`` for anything less."""
    found = maybe_day(visit.field(name), label=label)
    if found is None:
        raise Refusal([Blocker("no_day", f"{label} ontbreekt.", "Schrijf de dag als dd-mm-jjjj.")])
    return found


def maybe_day(typed: str, *, label: str) -> date | None:
    """A whole day, or nothing where nothing was typed; ``Refusal`` for what is no day."""
    if not typed:
        return None
    try:
        found = PartialDate.parse(typed)
    except ValueError:
        found = None
    if found is None or found.precision != "dag":
        raise Refusal(
            [Blocker("no_day", f"{label} is geen dag.", "Schrijf de dag als dd-mm-jjjj.")]
        )
    return found.earliest


def one_of(visit: Visit, name: str, known: Collection[str], *, label: str) -> str:
    """A choice from a list; ``Refusal`` when nothing or something else was chosen."""
    found = visit.field(name)
    if found not in known:
        raise Refusal([Blocker("no_choice", f"Kies bij “{label}” een antwoord.", "")])
    return found


def upload(visit: Visit, name: str) -> bytes | None:
    """The bytes of a file that was sent along, or nothing."""
    found = visit.form_data.get(name)
    if not isinstance(found, UploadFile) or not found.filename:
        return None
    return found.file.read()


def no_bsn(visit: Visit, labels: dict[str, str]) -> None:
    """Refuse a form in which any text field holds what may be a BSN."""
    fields = {
        labels.get(name, name): " ".join(value) if isinstance(value, list) else value
        for name, value in visit.fields().items()
        if not name.startswith("_")
    }
    refuse_if(bsn_blockers(fields))
