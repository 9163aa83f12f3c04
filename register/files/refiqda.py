"""REFI-QDA, the exchange format of qualitative analysis: one door for reading and writing.

Source: QDA-XML 1.0 (18 March 2019) and the REFI-QDA 1.5 standard; METHODS §2 names the traps.
"""

from register.files.refimodel import (
    Code,
    CodeBook,
    CodeSet,
    Coding,
    Project,
    RefiCase,
    RefiVariable,
    Selection,
    TextSource,
    guid_of,
)
from register.files.refiread import ReadProject, read_codebook, read_project
from register.files.refiwrite import write_codebook, write_project

__all__ = [
    "Code",
    "CodeBook",
    "CodeSet",
    "Coding",
    "Project",
    "ReadProject",
    "RefiCase",
    "RefiVariable",
    "Selection",
    "TextSource",
    "guid_of",
    "read_codebook",
    "read_project",
    "write_codebook",
    "write_project",
]
