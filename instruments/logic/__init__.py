"""Branching and calculations in REDCap's syntax: parsed, type-checked, evaluated, put in words."""

from instruments.logic.evaluate import Context, evaluate, holds
from instruments.logic.parser import parse
from instruments.logic.tree import LogicError, Tree, fields_of

__all__ = ["Context", "LogicError", "Tree", "evaluate", "fields_of", "holds", "parse"]
