"""One door for tables: looks at the content, not at the name, and calls the right reader."""

from __future__ import annotations

from register.files.archives import DEFAULT_LIMITS, Limits, check_size
from register.files.csvin import read_csv
from register.files.refused import FileRefused
from register.files.tables import Layout, Table

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"


def has_sheets(data: bytes) -> bool:
    """Whether the content is a workbook, so that it can hold more than one table."""
    return data.startswith(_ZIP)


def read_table(data: bytes, layout: Layout, limits: Limits = DEFAULT_LIMITS) -> Table:
    """The table in CSV or XLSX content.

    Raises FileRefused with a Dutch text for anything else, or when a limit is passed.
    """
    check_size(data, limits)
    if data.startswith(_OLE):
        raise FileRefused(
            "Dit is een oude of met een wachtwoord beveiligde Excel-werkmap.",
            "Bewaar het zonder wachtwoord als .xlsx en kies dat bestand.",
        )
    if has_sheets(data):
        # openpyxl costs 0.2 s; a CSV never pays for it.
        from register.files.xlsxin import read_xlsx

        table = read_xlsx(data, layout, limits)
    else:
        table = read_csv(data, layout)
    if len(table.rows) > limits.rows or len(table.headers) > limits.columns:
        raise FileRefused(
            f"Het bestand heeft meer dan {limits.rows} regels of {limits.columns} kolommen.",
            "Splits het in kleinere bestanden, bijvoorbeeld per jaar.",
        )
    return table
