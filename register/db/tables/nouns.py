"""What all tables with a case key share: the choke point filters on it, withdrawal asks for it."""

from sqlalchemy.orm import declared_attr

from register.db.kinds import Mapped, ref


class CaseNoun:
    """A table whose rows belong to one case."""

    @declared_attr
    def case_id(self) -> Mapped[str]:
        return ref("research_case.id")
