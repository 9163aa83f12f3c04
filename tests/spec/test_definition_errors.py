"""Every kind of bad definition gives one clear message with file, line and what would be right."""

import pytest

from instruments.definition import load
from instruments.problems import DefinitionErrors
from tests.spec.definition_fault import HEAD, Fault
from tests.spec.definition_faults import FAULTS, TABLE


def errors(fault: Fault) -> DefinitionErrors:
    with pytest.raises(DefinitionErrors) as caught:
        load(fault.text, source="voorbeeld.yaml")
    return caught.value


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_bad_definition_gives_one_clear_message_with_file_and_line(fault: Fault) -> None:
    found = errors(fault).errors
    assert [(one.file, one.line) for one in found] == [("voorbeeld.yaml", fault.line)]
    assert fault.message in f"{found[0].message} {found[0].fix}"
    assert found[0].message.endswith((".", "?")) and found[0].fix.endswith((".", "?"))


def test_there_are_at_least_fifty_kinds() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 50


def test_the_head_alone_is_sound() -> None:
    assert load(HEAD).id == "voorbeeld"


def test_every_fault_is_reported_at_once() -> None:
    text = HEAD + (
        "      - {id: q, type: chioce, label: Vraag}\n"
        "      - {id: r, type: number, label: Vraag, min: veel}\n"
        "      - {id: s, type: text, label: Vraag, branching: '[weg] = 1'}\n"
    )
    with pytest.raises(DefinitionErrors) as caught:
        load(text)
    assert [error.line for error in caught.value.errors] == [13, 14, 15]


def pages() -> dict[str, str]:
    """The page that shows every fault with its message."""
    lines = [
        "# Fouten in een definitie",
        "",
        "Elke fout in een definitie van een instrument geeft één melding met bestand, regel, wat "
        "er mis is en wat goed zou zijn; `casusregister instruments check` geeft alle fouten van "
        f"een bestand tegelijk. Hieronder staan {len(FAULTS)} soorten, elk met wat er is "
        "geschreven (de foute regel is gemerkt met `# <-`) en de melding. Waar het begin van het "
        "bestand ontbreekt, staat dit ervoor:",
        "",
        "```yaml",
        *HEAD.rstrip().split("\n"),
        "```",
    ]
    for title, faults in TABLE.items():
        lines += ["", f"## {title}"]
        for fault in faults:
            with_line = errors(fault).errors[0]
            shown = fault.lines.rstrip().split("\n")
            lines += ["", f"### {fault.name[0].upper()}{fault.name[1:]}", "", "```yaml"]
            lines += [
                line[6:] if not fault.whole and line.startswith(" " * 6) else line for line in shown
            ]
            lines += ["```", "", f"> Regel {with_line.line}: {with_line.message} {with_line.fix}"]
    return {"definition-errors.md": "\n".join(lines)}
