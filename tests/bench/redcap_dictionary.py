"""How long a large dictionary takes: `python -m tests.bench.redcap_dictionary`."""

import time

from instruments.redcap import export_dictionary, import_dictionary
from instruments.redcap.columns import COLUMNS
from instruments.redcap.table import write_table

KINDS = (
    ("text", "", "integer"),
    ("radio", "1, Ja | 2, Nee | 3, Weet niet", ""),
    ("checkbox", " | ".join(f"{n}, Keuze {n}" for n in range(12)), ""),
    ("notes", "", ""),
    ("calc", "sum([v0], [v7])", ""),
    ("yesno", "", ""),
    ("text", "", "date_dmy"),
)


def dictionary(fields: int) -> bytes:
    """A dictionary of 20 forms with branching on the first field of the file."""
    rows = []
    for number in range(fields):
        kind, choices, validation = KINDS[number % len(KINDS)]
        cells = dict.fromkeys(COLUMNS, "")
        cells["field_name"] = f"v{number}"
        cells["form_name"] = f"form_{number * 20 // fields}"
        cells["section_header"] = "Kop" if number % 15 == 0 else ""
        cells["field_type"], cells["field_label"] = kind, f"<b>Vraag</b> {number}"
        cells["select_choices_or_calculations"] = choices
        cells["text_validation_type_or_show_slider_number"] = validation
        cells["branching_logic"] = "[v0] > 3 and [v1] = '1'" if number % 3 == 2 else ""
        rows.append(list(cells.values()))
    return write_table(list(COLUMNS.values()), rows).encode()


def main() -> None:
    for fields in (900, 2000):
        content = dictionary(fields)
        start = time.perf_counter()
        instruments, _ = import_dictionary(content)
        middle = time.perf_counter()
        same = export_dictionary(instruments).text.encode() == content
        end = time.perf_counter()
        print(f"{fields} fields: in {middle - start:.2f} s, out {end - middle:.2f} s, same: {same}")


if __name__ == "__main__":
    main()
