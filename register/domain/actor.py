"""Who acts: an account with its roles at an access point, or the system itself."""

from dataclasses import dataclass

from register.domain.people import Role

SYSTEM_ID = "systeem"


@dataclass(frozen=True)
class Actor:
    """The person (or the system) on whose account an act is written."""

    id: str
    name: str
    roles: frozenset[Role]
    access_point: str = "web"
    session: str | None = None

    @property
    def is_system(self) -> bool:
        """Whether nobody in particular acts: installing, upgrading, a job's own bookkeeping."""
        return self.id == SYSTEM_ID


def system(access_point: str = "opdracht") -> Actor:
    """The system user of commands that run without an account."""
    return Actor(SYSTEM_ID, "systeem", frozenset(), access_point)
