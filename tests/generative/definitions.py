"""Random sound definitions: any item type, every class, texts with awkward characters."""

from typing import Any

from hypothesis import strategies as st

from instruments import words
from instruments.frozen import FrozenMap
from instruments.model import Instrument, Item, Licence, Scale, Section, Translation

AWKWARD = st.sampled_from(
    [
        *["nee", "01", "12:30", "~", "null", "a: b", "- x", "# kop", "'q'", '"', "é €"],
        *["regel\nregel", "tab\there", "|", "{x}", "[y]", "*a", "&b", "!t", "%", "@"],
        *["1e3", "0x1F", "\u2028", "😀"],
    ]
)
# Text that YAML can hold: no control characters and no halves of a surrogate pair.
PLAIN = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=20)
LABELS = (AWKWARD | PLAIN).filter(lambda text: bool(text.strip()))
TEXTS = st.just("") | LABELS
CODES = st.sampled_from(["0", "1", "2", "01", "-9", "ja", "nee", "weet niet", "99", "a.b"])
CHOICES = st.dictionaries(CODES, LABELS, min_size=1, max_size=5).map(FrozenMap)


def _flags(**fields: list[str] | tuple[str, ...]) -> dict[str, st.SearchStrategy[Any]]:
    return {name: st.sampled_from(list(values)) for name, values in fields.items()}


CLASS = st.fixed_dictionaries(
    {},
    optional={
        **_flags(
            privacy=tuple(words.PRIVACY),
            about=tuple(words.ABOUT),
            known_to=tuple(words.KNOWN_TO),
            vorige=tuple(words.PREVIOUS),
            part=tuple(words.PARTS),
            consent_class=["vragenlijst", "dossier", "interview"],
        ),
        "seconds": st.integers(0, 600),
        "help": TEXTS,
        "pictogram": st.sampled_from(["huis", "school"]),
        "redcap": st.dictionaries(CODES, TEXTS, max_size=2).map(FrozenMap),
        "required": st.booleans(),
    },
)


def _kind(name: str) -> st.SearchStrategy[dict[str, Any]]:
    own: dict[str, st.SearchStrategy[Any]] = {}
    if name in ("choice", "multichoice"):
        own = {"choices": CHOICES}
    if name in ("integer", "slider"):
        own = {"min": st.sampled_from(["", "0"]), "soft_max": st.sampled_from(["", "50"])}
    if name == "number":
        own = {"max": st.sampled_from(["", "99.5"]), "decimals": st.none() | st.integers(0, 4)}
        own["unit"] = TEXTS
    if name == "date":
        precisions = st.sampled_from([(), ("dag",), ("maand", "jaar", "geschat")])
        own = {"precision": precisions, "max": st.sampled_from(["", "today", "2030-01-01"])}
    if name == "slider":
        own["slider_labels"] = st.sampled_from([(), ("nooit", "altijd"), ("a", "b", "c")])
    if name == "text":
        own = {"format": st.sampled_from(["", *words.FORMATS])}
    if name == "calculated":
        own = {"calculation": st.sampled_from(["1 + 1", "datediff('2021-01-01', 'today', 'y')"])}
    return st.fixed_dictionaries({"type": st.just(name)}, optional=own).filter(
        lambda made: name not in ("choice", "multichoice", "calculated") or len(made) > 1
    )


SIMPLE = [name for name in words.ITEM_TYPES if name not in ("matrix", "group")]
COLUMNS = [name for name in SIMPLE if name != "calculated"]


@st.composite
def items(draw: st.DrawFn, number: int) -> Item:
    """One item; ids carry the number, so that they are unique."""
    name = draw(st.sampled_from(list(words.ITEM_TYPES)))
    made: dict[str, Any] = {"id": f"v{number}", "label": draw(LABELS), **draw(CLASS)}
    made.setdefault("seconds", words.SECONDS[name])
    if name == "matrix":
        return _matrix(draw, made)
    if name == "group":
        columns = tuple(_column(draw, f"v{number}_{i}") for i in range(draw(st.integers(1, 3))))
        binds = draw(st.sampled_from(list(words.ENTITIES)))
        return Item(**made, type="group", binds=binds, items=columns)
    return _finished(draw, made | draw(_kind(name)))


def _column(draw: st.DrawFn, name: str) -> Item:
    kind = draw(st.sampled_from(COLUMNS))
    made = {"id": name, "label": draw(LABELS), **draw(CLASS), **draw(_kind(kind))}
    return _finished(draw, {"seconds": words.SECONDS[kind], **made})


def _finished(draw: st.DrawFn, made: dict[str, Any]) -> Item:
    if made["type"] in ("descriptive", "calculated"):
        made["required"] = False
    if made.get("choices") and draw(st.booleans()):
        some = draw(st.dictionaries(st.sampled_from(list(made["choices"])), LABELS, max_size=2))
        made["translations"] = (Translation("en", draw(TEXTS), draw(TEXTS), FrozenMap(some)),)
    return Item(**made)


def _matrix(draw: st.DrawFn, made: dict[str, Any]) -> Item:
    multiple = draw(st.booleans())
    choices = draw(CHOICES)
    kind = "multichoice" if multiple else "choice"
    rows = tuple(
        Item(
            **{"seconds": words.SECONDS[kind], "id": f"{made['id']}_r{i}", "label": draw(LABELS)}
            | draw(CLASS)
            | {"type": kind, "choices": choices, "matrix": made["id"]}
        )
        for i in range(draw(st.integers(1, 3)))
    )
    made |= {"seconds": 0, "multiple": multiple, "choices": choices, "rows": rows}
    return Item(**made, type="matrix")


@st.composite
def instruments(draw: st.DrawFn) -> Instrument:
    """A sound instrument with up to three sections, branching, scales and an awkward title."""
    sizes = draw(st.lists(st.integers(0, 3), min_size=1, max_size=3).filter(any))
    first = Item(id="v", type="choice", label="?", choices=FrozenMap({"1": "ja"}), seconds=8)
    sections, number = [Section("s", "Begin", (first,))], 0
    for index, size in enumerate(sizes):
        held = tuple(draw(items(number + i)) for i in range(size))
        number += size
        branching = draw(st.sampled_from(["", "[v] = '1'", "not [v] = '1'"]))
        part, alone = draw(st.sampled_from(list(words.PARTS))), draw(st.booleans())
        sections.append(
            Section(f"s{index}", draw(LABELS), held, part, draw(TEXTS), branching, alone)
        )
    scale = Scale("som", items=("v",), source=draw(TEXTS), bands=(FrozenMap({"from": "1"}),))
    return Instrument(
        id="willekeurig",
        version=draw(st.sampled_from(["1", "1.2", "2026-01"])),
        title=draw(LABELS),
        sections=tuple(sections),
        informants=draw(st.sampled_from([(), ("ouder",), ("jeugdige", "dossier")])),
        source=draw(TEXTS),
        licence=draw(
            st.sampled_from([Licence(), Licence("Uitgever", "tekst", "needs_permission")])
        ),
        elsewhere=draw(st.sampled_from([FrozenMap(), FrozenMap({"leeftijd": "number"})])),
        scales=(scale,) if draw(st.booleans()) else (),
    )
