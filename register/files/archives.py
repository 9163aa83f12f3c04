"""Opening ZIP containers and XML from outside without being flooded or led astray.

XLSX and REFI-QDA are both ZIP files with XML inside. Sizes are judged from the directory before
anything is unpacked; `zipfile` never reads past the size that the directory declares.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

from lxml import etree

from register.files.refused import FileRefused


@dataclass(frozen=True)
class Limits:
    """What a file may cost. Bytes, except `ratio` (unpacked : packed) and counts.

    A part smaller than `ratio_from` bytes may be packed tighter: it cannot hurt.
    """

    file: int = 50_000_000
    unpacked: int = 300_000_000
    ratio: int = 200
    ratio_from: int = 5_000_000
    parts: int = 2_000
    rows: int = 200_000
    columns: int = 2_000


DEFAULT_LIMITS = Limits()


def check_size(data: bytes, limits: Limits = DEFAULT_LIMITS) -> None:
    """Refuse a file that is empty or larger than the limit."""
    if not data:
        raise FileRefused("Het bestand is leeg.", "Kies het bestand met de gegevens.")
    if len(data) > limits.file:
        raise FileRefused(
            f"Het bestand is groter dan {limits.file // 1_000_000} MB.",
            "Splits het in kleinere bestanden, bijvoorbeeld per jaar.",
        )


def open_zip(data: bytes, limits: Limits = DEFAULT_LIMITS) -> zipfile.ZipFile:
    """The container, after checks of size, ratio, number of parts, names and encryption."""
    check_size(data, limits)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        raise FileRefused(
            "Het bestand is beschadigd: het is geen geldig ZIP-archief.",
            "Open het in het programma waarmee het gemaakt is en bewaar het opnieuw.",
        ) from None
    parts = archive.infolist()
    if len(parts) > limits.parts:
        raise FileRefused(
            f"Het bestand bestaat uit meer dan {limits.parts} onderdelen.",
            "Vraag de afzender om een gewoon bestand.",
        )
    if sum(part.file_size for part in parts) > limits.unpacked:
        raise FileRefused(
            f"Het bestand wordt uitgepakt groter dan {limits.unpacked // 1_000_000} MB.",
            "Splits het in kleinere bestanden.",
        )
    for part in parts:
        _check_part(part, limits)
    return archive


def _check_part(part: zipfile.ZipInfo, limits: Limits) -> None:
    path = PurePosixPath(part.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in part.filename:
        raise FileRefused(
            "Het bestand bevat een onderdeel dat buiten zijn eigen map wijst.",
            "Gebruik dit bestand niet; vraag de afzender om een nieuw bestand.",
        )
    if part.flag_bits & 0x1:
        raise FileRefused(
            "Het bestand is met een wachtwoord beveiligd.",
            "Bewaar het zonder wachtwoord en probeer het opnieuw.",
        )
    if part.file_size > limits.ratio_from and part.file_size > limits.ratio * part.compress_size:
        raise FileRefused(
            f"Een onderdeel is uitgepakt meer dan {limits.ratio} keer zo groot.",
            "Gebruik dit bestand niet; vraag de afzender om een gewoon bestand.",
        )


def read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """The content of one part; a damaged part is refused."""
    try:
        return archive.read(name)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, ValueError) as damage:
        raise FileRefused(
            "Een onderdeel van het bestand is beschadigd.",
            "Open het in het programma waarmee het gemaakt is en bewaar het opnieuw.",
        ) from damage


def parse_xml(data: bytes) -> etree._Element:
    """The root element. A document type is refused: entities can flood memory or read files."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
        huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        raise FileRefused(
            "De inhoud is geen geldige XML.",
            "Bewaar het bestand opnieuw in het programma waarmee het gemaakt is.",
            line=fault.lineno or 0,
        ) from None
    if root.getroottree().docinfo.doctype:
        raise FileRefused(
            "De XML bevat een documenttype (DOCTYPE); dat is om veiligheid niet toegestaan.",
            "Verwijder de DOCTYPE of vraag de afzender om een gewoon bestand.",
        )
    return root


def check_no_doctype(data: bytes) -> None:
    """Refuse XML with a document type without building a tree (UTF-8 and UTF-16 alike)."""
    plain = data.replace(b"\x00", b"")
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise FileRefused(
            "Het bestand bevat een documenttype (DOCTYPE); dat is om veiligheid niet toegestaan.",
            "Gebruik dit bestand niet; vraag de afzender om een gewoon bestand.",
        )
