"""Who may do what: roles, permissions (deny by default), and what may never go together.

Permissions stand in code, so that no file on a server can widen them; the study protocol names
study roles only (RESEARCH_DESIGN §8).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum

from register.domain.errors import Blocker, Denied


class Role(StrEnum):
    """The hats an account may wear; several at once, save the forbidden pairs."""

    POSTDOC = "postdoc"
    DATAMANAGER = "datamanager"
    ANALIST = "analist"
    BEGELEIDINGSGROEP = "begeleidingsgroep"
    RET = "ret"
    PANEL = "panel"
    BEHEERDER = "beheerder"
    PRIVACY_OFFICER = "privacy_officer"
    CONTACTBEHEERDER = "contactbeheerder"

    @property
    def label(self) -> str:
        """The word on a Dutch screen."""
        return self.value.replace("_", " ")


class Permission(StrEnum):
    """Every act that a screen, command or service asks about."""

    WORK_VIEW = "work.view"
    CASE_LIST = "case.list"
    CASE_VIEW = "case.view"
    CASE_INCLUDE = "case.include"
    CASE_EDIT = "case.edit"
    CASE_HANDOVER = "case.handover"
    FRAME_VIEW = "frame.view"
    FRAME_EDIT = "frame.edit"
    FRAME_OWN = "frame.own"
    CONTRIBUTION_VIEW = "contribution.view"
    CONTRIBUTION_EDIT = "contribution.edit"
    CONTRIBUTION_REOPEN = "contribution.reopen"
    CONTRIBUTION_SIGN_OFF = "contribution.sign_off"
    EPISODE_EDIT = "episode.edit"
    TEXT_EDIT = "text.edit"
    TEXT_CODE = "text.code"
    ADVICE_EDIT = "advice.edit"
    CHAIN_EDIT = "chain.edit"
    SESSION_EDIT = "session.edit"
    BUDGET_EDIT = "budget.edit"
    CONSENT_VIEW = "consent.view"
    CONSENT_RECORD = "consent.record"
    VAULT_NAMES = "vault.names"
    VAULT_EDIT = "vault.edit"
    VAULT_DUPLICATES = "vault.duplicates"
    SAFETY_WRITE = "safety.write"
    SAFETY_READ = "safety.read"
    QUALITY_VIEW = "quality.view"
    QUALITY_RESOLVE = "quality.resolve"
    IMPORT_RUN = "import.run"
    PROTOCOL_VIEW = "protocol.view"
    PROTOCOL_APPLY = "protocol.apply"
    INSTRUMENT_MANAGE = "instrument.manage"
    INSTRUMENT_PREVIEW = "instrument.preview"
    LETTER_MANAGE = "letter.manage"
    EXTRACT_REQUEST = "extract.request"
    EXTRACT_USE = "extract.use"
    EXPORT_MAKE = "export.make"
    NOTEBOOK_OPEN = "notebook.open"
    REPORT_DRAFT = "report.draft"
    REPORT_CHECK = "report.check"
    REPORT_RELEASE = "report.release"
    REPORT_READ_RELEASED = "report.read_released"
    REPORT_COMMENT = "report.comment"
    AGENDA_PRIORITISE = "agenda.prioritise"
    ACCOUNT_MANAGE = "account.manage"
    ROLE_PROPOSE = "role.propose"
    ROLE_APPROVE = "role.approve"
    INVITATION_HAND_OVER = "invitation.hand_over"
    KEY_ROTATE = "key.rotate"
    BACKUP_RUN = "backup.run"
    SYSTEM_HEALTH = "system.health"
    JOB_VIEW = "job.view"
    AUDIT_READ = "audit.read"
    AUDIT_VERIFY = "audit.verify"
    RIGHTS_DECIDE = "rights.decide"
    ERASURE_PREVIEW = "erasure.preview"
    ERASURE_CONFIRM = "erasure.confirm"


_P = Permission

_READER = frozenset({_P.WORK_VIEW, _P.REPORT_READ_RELEASED, _P.REPORT_COMMENT})
_RESEARCH = frozenset(
    {
        _P.WORK_VIEW,
        _P.PROTOCOL_VIEW,
        _P.JOB_VIEW,
        _P.REPORT_READ_RELEASED,
        _P.REPORT_COMMENT,
    }
)

MATRIX: dict[Role, frozenset[Permission]] = {
    Role.POSTDOC: _RESEARCH
    | {
        _P.CASE_LIST,
        _P.CASE_VIEW,
        _P.CASE_INCLUDE,
        _P.CASE_EDIT,
        _P.CASE_HANDOVER,
        _P.FRAME_VIEW,
        _P.FRAME_EDIT,
        _P.CONTRIBUTION_VIEW,
        _P.CONTRIBUTION_EDIT,
        _P.CONTRIBUTION_REOPEN,
        _P.CONTRIBUTION_SIGN_OFF,
        _P.EPISODE_EDIT,
        _P.TEXT_EDIT,
        _P.TEXT_CODE,
        _P.ADVICE_EDIT,
        _P.CHAIN_EDIT,
        _P.SESSION_EDIT,
        _P.BUDGET_EDIT,
        _P.CONSENT_VIEW,
        _P.CONSENT_RECORD,
        _P.SAFETY_WRITE,
        _P.QUALITY_VIEW,
        _P.QUALITY_RESOLVE,
        _P.REPORT_DRAFT,
        _P.REPORT_CHECK,
        _P.REPORT_RELEASE,
        _P.AGENDA_PRIORITISE,
        _P.INSTRUMENT_PREVIEW,
    },
    Role.DATAMANAGER: _RESEARCH
    | {
        _P.CASE_LIST,
        _P.CASE_VIEW,
        _P.FRAME_VIEW,
        _P.CONTRIBUTION_VIEW,
        _P.CONTRIBUTION_REOPEN,
        _P.CONTRIBUTION_SIGN_OFF,
        _P.CONSENT_VIEW,
        _P.QUALITY_VIEW,
        _P.QUALITY_RESOLVE,
        _P.IMPORT_RUN,
        _P.PROTOCOL_APPLY,
        _P.INSTRUMENT_MANAGE,
        _P.INSTRUMENT_PREVIEW,
        _P.LETTER_MANAGE,
        _P.EXTRACT_REQUEST,
        _P.EXTRACT_USE,
        _P.EXPORT_MAKE,
        _P.NOTEBOOK_OPEN,
        _P.REPORT_DRAFT,
        _P.REPORT_CHECK,
        _P.REPORT_RELEASE,
    },
    Role.ANALIST: _RESEARCH
    | {
        _P.EXTRACT_REQUEST,
        _P.EXTRACT_USE,
        _P.NOTEBOOK_OPEN,
        _P.REPORT_DRAFT,
        _P.REPORT_CHECK,
    },
    Role.BEGELEIDINGSGROEP: _READER | {_P.AGENDA_PRIORITISE},
    Role.RET: _READER | {_P.FRAME_OWN},
    Role.PANEL: _READER | {_P.INSTRUMENT_PREVIEW},
    Role.BEHEERDER: frozenset(
        {
            _P.WORK_VIEW,
            _P.ACCOUNT_MANAGE,
            _P.ROLE_PROPOSE,
            _P.KEY_ROTATE,
            _P.BACKUP_RUN,
            _P.SYSTEM_HEALTH,
            _P.JOB_VIEW,
            _P.AUDIT_VERIFY,
        }
    ),
    Role.PRIVACY_OFFICER: frozenset(
        {
            _P.WORK_VIEW,
            _P.ROLE_APPROVE,
            _P.INVITATION_HAND_OVER,
            _P.AUDIT_READ,
            _P.AUDIT_VERIFY,
            _P.CONSENT_VIEW,
            _P.RIGHTS_DECIDE,
            _P.ERASURE_PREVIEW,
            _P.ERASURE_CONFIRM,
            _P.PROTOCOL_VIEW,
            _P.REPORT_READ_RELEASED,
        }
    ),
    Role.CONTACTBEHEERDER: frozenset(
        {
            _P.WORK_VIEW,
            _P.VAULT_NAMES,
            _P.VAULT_EDIT,
            _P.VAULT_DUPLICATES,
            _P.SAFETY_WRITE,
            _P.SAFETY_READ,
            _P.CONSENT_RECORD,
        }
    ),
}

RESEARCH_DATA = frozenset({Role.POSTDOC, Role.DATAMANAGER, Role.ANALIST})
VAULT_DATA = frozenset({Role.CONTACTBEHEERDER})
SECOND_PERSON = RESEARCH_DATA | VAULT_DATA | {Role.PRIVACY_OFFICER}
_OUTSIDE = frozenset({Role.BEGELEIDINGSGROEP, Role.RET, Role.PANEL})


def _pairs() -> dict[frozenset[Role], str]:
    pairs: dict[frozenset[Role], str] = {}
    for role in RESEARCH_DATA | VAULT_DATA:
        pairs[frozenset({Role.BEHEERDER, role})] = "wie het systeem beheert, ziet geen gegevens"
        pairs[frozenset({Role.PRIVACY_OFFICER, role})] = (
            "wie toezicht houdt, controleert niet het eigen werk"
        )
        for outside in _OUTSIDE:
            pairs[frozenset({outside, role})] = (
                "wie vrijgegeven rapporten beoordeelt, werkt niet met de gegevens erachter"
            )
    pairs[frozenset({Role.BEHEERDER, Role.PRIVACY_OFFICER})] = (
        "wie het systeem beheert, houdt geen toezicht op zichzelf"
    )
    pairs[frozenset({Role.DATAMANAGER, Role.CONTACTBEHEERDER})] = (
        "wie bestanden maakt, kent geen namen"
    )
    return pairs


FORBIDDEN = _pairs()


def permissions(roles: Iterable[Role]) -> frozenset[Permission]:
    """Everything these roles together may do; no roles, nothing."""
    return frozenset().union(*(MATRIX[role] for role in roles))


def may(roles: Iterable[Role], permission: Permission) -> bool:
    """Whether any of the roles gives the permission."""
    return any(permission in MATRIX[role] for role in roles)


def roles_that_may(permission: Permission) -> tuple[Role, ...]:
    """The roles that give a permission, in the order of `Role`."""
    return tuple(role for role in Role if permission in MATRIX[role])


def require(roles: Iterable[Role], permission: Permission) -> None:
    """Raise `Denied`, naming the roles that may, unless one of the roles gives the permission."""
    if not may(roles, permission):
        raise Denied(permission.value, (role.label for role in roles_that_may(permission)))


def combination_blockers(roles: Collection[Role]) -> tuple[Blocker, ...]:
    """Every forbidden pair among the roles of one account."""
    held = frozenset(roles)
    return tuple(
        Blocker(
            "forbidden_combination",
            f"{' en '.join(sorted(role.label for role in pair))} gaan niet samen: {why}.",
            "Neem eerst de andere rol weg of kies een andere persoon.",
        )
        for pair, why in sorted(FORBIDDEN.items(), key=lambda item: sorted(item[0]))
        if pair <= held
    )


def grant_blockers(
    *,
    role: Role,
    to: str,
    held: Collection[Role],
    by: str,
    by_roles: Collection[Role],
    approved_by: str | None = None,
    approver_roles: Collection[Role] = (),
) -> tuple[Blocker, ...]:
    """Why a role may not be given now. Accounts are compared by id; `held` = roles of `to`."""
    found: list[Blocker] = []
    if not may(by_roles, Permission.ROLE_PROPOSE):
        found.append(
            Blocker(
                "not_allowed",
                "Alleen de beheerder geeft rollen.",
                "Vraag het de beheerder.",
            )
        )
    if to in {by, approved_by}:
        found.append(
            Blocker(
                "own_role",
                "Niemand verandert de eigen rollen.",
                "Laat een ander het voorstellen.",
            )
        )
    if role in SECOND_PERSON:
        if approved_by is None or not may(approver_roles, Permission.ROLE_APPROVE):
            found.append(
                Blocker(
                    "second_person",
                    f"De rol {role.label} geeft zicht op gegevens en vraagt een tweede persoon.",
                    "Laat de privacy officer dit voorstel goedkeuren.",
                )
            )
        elif approved_by == by:
            found.append(
                Blocker(
                    "same_person",
                    "Voorstellen en goedkeuren doet niet dezelfde persoon.",
                    "Laat een andere privacy officer goedkeuren.",
                )
            )
    return (*found, *combination_blockers({*held, role}))


VAULT_ACTS = frozenset({_P.VAULT_NAMES, _P.VAULT_EDIT, _P.VAULT_DUPLICATES, _P.SAFETY_READ})
EXPORT_ACTS = frozenset({_P.EXPORT_MAKE})


def session_blockers(used: Collection[Permission], wanted: Permission) -> tuple[Blocker, ...]:
    """Vault and export never in one working session; `used` = permissions exercised in it."""
    done = frozenset(used)
    clash = (wanted in VAULT_ACTS and done & EXPORT_ACTS) or (
        wanted in EXPORT_ACTS and done & VAULT_ACTS
    )
    if not clash:
        return ()
    return (
        Blocker(
            "vault_and_export",
            "Namen inzien en bestanden uitgeven gaan niet samen in één werksessie.",
            "Log uit en opnieuw in om met het andere te beginnen.",
        ),
    )
