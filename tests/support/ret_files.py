"""The published Noord-Holland figures of 2024 as two made-up files in two layouts.

RESEARCH_DESIGN §6: 213 cases in eight RETs = 139 registrations over 137 clients in the monitor
(six RETs) + 74 outside (two RETs, here those whose figures make 74).
"""

from __future__ import annotations

from dataclasses import replace

from instruments.frozen import FrozenMap
from register.domain.protocol import Protocol
from register.files.mapping_reading import LoadedMapping, read_mapping, shipped_mapping
from register.files.vocabulary import Vocabulary
from tests.support.sheets import csv_bytes, xlsx_bytes

WORDS = Vocabulary.of(Protocol.shipped())
MONITOR = {
    "west_friesland": ("West-Friesland", 44),
    "zaanstreek_waterland": ("Zaanstreek-Waterland", 27),
    "zuid_kennemerland_ijmond": ("Zuid-Kennemerland & IJmond", 26),
    "alkmaar": ("Alkmaar", 23),
    "kop_van_noord_holland": ("Kop van Noord-Holland", 16),
    "haarlemmermeer": ("Haarlemmermeer", 3),
}
REGIONAL = {
    "amsterdam_amstelland": ("Amsterdam-Amstelland", 58),
    "gooi_vechtstreek": ("Gooi & Vechtstreek", 16),
}
LABELS = {code: label for code, (label, _) in {**MONITOR, **REGIONAL}.items()}
NOORD_HOLLAND = replace(
    WORDS,
    lists=FrozenMap({**WORDS.lists, "ret": FrozenMap(LABELS)}),
    ret_groups=FrozenMap(dict.fromkeys(LABELS, "noord_holland")),
)
# What the same report states, its own contradictions included.
STATED = """
stated:
  - {n: 213, source: samenvatting, year: 2024}
  - {n: 139, source: hoofdstuk 2, layout: ret_monitor, year: 2024}
  - {n: 74, source: hoofdstuk 2, layout: ret_regionaal, year: 2024}
  - {n: 137, source: hoofdstuk 2, measure: clients, layout: ret_monitor, year: 2024}
  - {n: 58, source: tabel 1, ret: amsterdam_amstelland, year: 2024}
  - {n: 44, source: tabel 1, ret: west_friesland, year: 2024}
  - {n: 27, source: tabel 1, ret: zaanstreek_waterland, year: 2024}
  - {n: 26, source: tabel 1, ret: zuid_kennemerland_ijmond, year: 2024}
  - {n: 23, source: tabel 1, ret: alkmaar, year: 2024}
  - {n: 16, source: tabel 1, ret: gooi_vechtstreek, year: 2024}
  - {n: 16, source: tabel 1, ret: kop_van_noord_holland, year: 2024}
  - {n: 3, source: tabel 1, ret: haarlemmermeer, year: 2024}
  - {n: 24, source: lopende tekst, ret: zaanstreek_waterland, year: 2024}
  - {n: 26, source: lopende tekst, ret: gooi_vechtstreek, year: 2024}
"""
MONITOR_HEADER = [
    "Registratienummer", "Cliëntnummer", "RET", "Datum aanmelding", "Regio", "Leeftijd", "Geslacht",
    "Huidige hulp", "Aanmelder", "Stap", "Problematiek", "Naam", "Toelichting",
]  # fmt: skip


def monitor_rows() -> list[list[object]]:
    """139 registrations; the last two are of clients seen before in the same RET."""
    rows: list[list[object]] = []
    for label, count in MONITOR.values():
        for number in range(count):
            client = number if label != "West-Friesland" or number < 42 else number - 42
            rows.append(
                [f"M{len(rows) + 1:03d}", f"C{client}", label, f"{1 + number % 28:02d}-03-2024", "",
                 8 + number % 12, "jongen" if number % 2 else "meisje",
                 "JJI" if number % 3 else "OBC",
                 "GI" if number % 3 else "wijkteam", "besproken", "trauma; ASS",
                 "Kim Fictief", "vrije tekst"]
            )  # fmt: skip
    return rows


def monitor_file() -> bytes:
    """The monitor's layout as CSV."""
    return csv_bytes([MONITOR_HEADER, *monitor_rows()])


def regional_file() -> bytes:
    """The regional layout as a workbook with titles, merged headers, totals and monthly totals."""
    top = [
        ["Overzicht casuïstiek 2024"],
        [],
        ["Nr", "RET", "Jaar", "Jeugdige", None, None, "Ingebracht door", "Problemen", None, None,
         None, None, "Opmerkingen"],
        [None, None, None, "Code", "Leeftijdsgroep", "M/V", None, "Gedrag", "ASS", "Hechting",
         "LVB", "Trauma", None],
    ]  # fmt: skip
    rows: list[list[object]] = []
    for label, count in REGIONAL.values():
        for number in range(count):
            rows.append(
                [f"R{len(rows) + 1}", label, 2024, f"K{number}", "12 t/m 15", "m", "wijkteam",
                 "x" if number % 2 else None, None, None, "ja", None, "vrije tekst"]
            )  # fmt: skip
    total = ["Totaal", None, 74]
    months = [["RET", "Maand", "Aantal"], ["Gooi & Vechtstreek", "jan 2024", 2]]
    totals = [["RET", "Aanmeldingen"], ["Amsterdam-Amstelland", 58], ["Gooi & Vechtstreek", 16]]
    return xlsx_bytes(
        {
            "Aanmeldingen": [*top, *rows, total],
            "Maandtotalen": months,
            "Totalen": [*totals, ["Totaal", 74]],
        },
        merged={"Aanmeldingen": ["A1:M1", "D3:F3", "H3:L3", "A3:A4", "B3:B4"]},
    )


def monitor_mapping(stated: str = STATED) -> LoadedMapping:
    """The shipped monitor mapping with the published totals."""
    from importlib.resources import files

    text = (files("register.files") / "mappings" / "ret_monitor.yaml").read_text(encoding="utf-8")
    return read_mapping(text + stated, source="ret_monitor.yaml", vocabulary=NOORD_HOLLAND)


def regional_mapping() -> LoadedMapping:
    """The shipped mapping of the regional layout."""
    return shipped_mapping("ret_regionaal", NOORD_HOLLAND)
