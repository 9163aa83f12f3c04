"""Refused rows as a file: line, column, reason and remedy, never the content of a cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from register.domain.imports import Reject
from register.files.escape import escaped

HEADERS = ("blad", "regel", "kolom", "reden", "wat te doen")


def rejects_csv(rejects: Iterable[Reject]) -> bytes:
    """CSV that Dutch Excel opens as it should: UTF-8 with BOM, semicolons; sorted by place."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADERS)
    ordered = sorted(rejects, key=lambda reject: (reject.sheet, reject.line, reject.column))
    for reject in ordered:
        texts = (reject.sheet, str(reject.line), reject.column, reject.reason, reject.remedy)
        writer.writerow([escaped(text) for text in texts])
    return ("\ufeff" + buffer.getvalue()).encode()
