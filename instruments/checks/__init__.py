"""Quality checks as data: declared by hand, or made from instruments, code lists and protocol."""

from instruments.checks.declaration import Check, Expectation, Layer, Severity
from instruments.checks.reading import declared

__all__ = ["Check", "Expectation", "Layer", "Severity", "declared"]
