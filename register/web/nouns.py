"""The nouns that have pages; importing a module declares its pages."""

from importlib import import_module

NOUNS = (
    "health",
    "login",
    "work",
    "cases",
    "contributions",
    "analyses",
    "reports",
    "quality",
    "releases",
    "previews",
    "consents",
    "signing",
    "vault",
    "persons",
    "signals",
    "accounts",
    "access",
    "notes",
)


def declare() -> None:
    """Import every noun's module once."""
    for noun in NOUNS:
        import_module(f"register.web.{noun}")
