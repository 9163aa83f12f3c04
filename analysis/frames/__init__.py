"""The frames: the contract between register and analysis (ARCHITECTURE §4).

`save` writes an analysis file, `load` verifies and opens one, `Frames.of` makes frames in memory.
"""

from analysis.frames.columns import Column, FrameError, FrameSchema
from analysis.frames.manifest import Manifest
from analysis.frames.registry import SCHEMAS, schema_of
from analysis.frames.store import load, save
from analysis.frames.tables import Frames

__all__ = [
    "SCHEMAS",
    "Column",
    "FrameError",
    "FrameSchema",
    "Frames",
    "Manifest",
    "load",
    "save",
    "schema_of",
]
