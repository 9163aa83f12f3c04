"""REDCap in and out: data dictionaries both ways, record files in."""

from instruments.redcap.dictionary import Exported, export_dictionary, import_dictionary
from instruments.redcap.records import FormRow, Records, read_records
from instruments.redcap.report import Finding, RedcapError, Report

__all__ = [
    "Exported",
    "Finding",
    "FormRow",
    "Records",
    "RedcapError",
    "Report",
    "export_dictionary",
    "import_dictionary",
    "read_records",
]
