"""Definitions with one fault each: what was written, where, and what the reader says.

The faulty line is marked with ``# <-``. The rows make the page
`docs/reference/definition-errors.md`.
"""

from dataclasses import dataclass

HEAD = """\
id: voorbeeld
version: "1"
title: Voorbeeld
sections:
  - id: deel
    title: Deel
    items:
      - {id: eerste, type: choice, label: Eerste, choices: {"1": ja, "2": nee}}
      - {id: keuzes, type: multichoice, label: Meer, choices: {"1": a, "2": b}}
      - {id: getal, type: number, label: Getal}
      - {id: dag, type: date, label: Dag}
      - {id: verhaal, type: note, label: Verhaal}
"""
MARK = "  # <-"


@dataclass(frozen=True)
class Fault:
    """One kind of fault: the lines after the head (or the whole file) and the message."""

    name: str
    lines: str
    message: str
    whole: bool = False

    @property
    def text(self) -> str:
        return self.lines if self.whole else HEAD + self.lines

    @property
    def line(self) -> int:
        return next(i for i, line in enumerate(self.text.splitlines(), 1) if "# <-" in line)


def _item(name: str, text: str, message: str) -> Fault:
    """A fault in one more item, written on one line per key."""
    lines = (f"      {line}\n" for line in text.strip().splitlines())
    return Fault(name, "".join(lines), message)


def _head(name: str, text: str, message: str) -> Fault:
    """A fault in a key of the instrument itself."""
    return Fault(name, text.strip() + "\n", message)


def _whole(name: str, text: str, message: str) -> Fault:
    return Fault(name, text, message, whole=True)


_Q = "- id: q\n  label: Vraag\n"
SECTIONS = """\
sections:
  - id: deel
    title: Deel
    items: [{id: q, type: text, label: Vraag}]
"""
_FILE = [
    _whole("leeg bestand", "# <-\n", "Het bestand is leeg."),
    _whole("geen geldige YAML", "id: a\ntitle: [open\nversion: x  # <-\n", "geen geldige YAML"),
    _whole("sleutel dubbel", f"id: a\nid: b  # <-\n{SECTIONS}", "“id” staat er twee keer"),
    _whole("verwijzing", "id: &a x  # <-\nversion: *a\n", "Verwijzingen (& en *)"),
    _whole("lijst in plaats van blok", "- id: a  # <-\n", "een blok met sleutels"),
    _whole(
        "verplichte sleutel ontbreekt",
        f'id: a  # <-\nversion: "1"\n{SECTIONS}',
        "De sleutel “title” ontbreekt",
    ),
    _whole(
        "onbekende sleutel",
        f'id: a\nversion: "1"\ntitle: T\ntitel: T  # <-\n{SECTIONS}',
        "Bedoelde u “title”?",
    ),
    _whole(
        "naam met hoofdletters",
        f'id: MijnLijst  # <-\nversion: "1"\ntitle: T\n{SECTIONS}',
        "kan geen naam zijn",
    ),
    _whole(
        "versie met spaties",
        f"id: a\nversion: versie een  # <-\ntitle: T\n{SECTIONS}",
        "De versie mag alleen",
    ),
    _whole("lege titel", f'id: a\nversion: "1"\ntitle: ""  # <-\n{SECTIONS}', "“title” is leeg"),
    _whole(
        "geen enkele vraag",
        'id: a\nversion: "1"\ntitle: T\nsections:  # <-\n  - {id: deel, title: Deel}\n',
        "geen enkele vraag",
    ),
]
_HEADER = [
    _head("doel bestaat niet", "purpose: P20  # <-", "Dit doel bestaat niet"),
    _head("taalcode bestaat niet", "language: Nederlands  # <-", "geen taalcode"),
    _head(
        "informant bestaat niet", "informants:\n  - vader  # <-", "bestaat niet bij “informants”"
    ),
    _head("informant dubbel", "informants:\n  - ouder\n  - ouder  # <-", "“ouder” staat twee keer"),
    _head(
        "taal voor jeugdige zonder jeugdige",
        "audience: youth_12  # <-\ninformants: [ouder]",
        "de jeugdige staat niet bij informants",
    ),
    _head("ja of nee", "read_aloud: misschien  # <-", "“read_aloud” is ja of nee"),
    _head(
        "toestemming van de rechthebbende onvolledig",
        "licence:  # <-\n  permission_holder: Uitgever",
        "De toestemming voor gebruik op het scherm is niet volledig",
    ),
    _head(
        "veld van elders met onbekende soort",
        "elsewhere:\n  leeftijd: getalletje  # <-",
        "De soort van het veld “leeftijd” bestaat niet",
    ),
    _head(
        "veld van elders is van hier",
        "elsewhere:\n  getal: number  # <-",
        "een vraag van dit instrument zelf",
    ),
    _head("tekst waar een lijst hoort", "informants: ouder  # <-", "hoort een lijst"),
    _head("lijst waar een tekst hoort", "source:  # <-\n  - boek", "hoort één tekst"),
]
_ITEMS = [
    _item("soort bestaat niet", _Q + "  type: chioce  # <-", "Bedoelde u “choice”?"),
    _item("vraag zonder tekst", "- id: q\n  type: text\n  label: ''  # <-", "“label” is leeg"),
    _item(
        "naam twee keer",
        "- id: getal  # <-\n  type: text\n  label: Vraag",
        "De naam “getal” is al van een eerdere vraag",
    ),
    _item(
        "naam is een kolom van het analysebestand",
        "- id: wave  # <-\n  type: text\n  label: Vraag",
        "al in gebruik voor een kolom",
    ),
    _item("keuzevraag zonder keuzes", _Q + "  type: choice  # <-", "heeft “choices” nodig"),
    _item(
        "code zonder tekst",
        _Q + '  type: choice\n  choices:\n    "1": ja\n    "2": ""  # <-',
        "De code “2” heeft geen tekst",
    ),
    _item(
        "code met een komma",
        _Q + '  type: choice\n  choices:\n    "1,5": ja  # <-',
        "Een code is leeg of heeft",
    ),
    _item(
        "codelijst bestaat niet",
        _Q + "  type: choice\n  choices_from: bestaat_niet  # <-",
        "De codelijst “bestaat_niet” bestaat niet",
    ),
    _item(
        "ja-neevraag met andere codes",
        _Q + '  type: yesno\n  choices: {"1": ja, "2": nee}  # <-',
        "heeft de codes 1 (ja) en 0 (nee)",
    ),
    _item(
        "keuzes bij een getal",
        _Q + '  type: number\n  choices: {"1": ja}  # <-',
        "“choices” past niet bij de soort number",
    ),
    _item(
        "uitsluitende code ontbreekt",
        _Q + '  type: multichoice\n  choices: {"1": a}\n  exclusive: ["9"]  # <-',
        "De uitsluitende code “9”",
    ),
    _item(
        "grens is geen getal",
        _Q + "  type: integer\n  min: veel  # <-",
        "“min” is geen grens die past",
    ),
    _item(
        "grenzen verwisseld",
        _Q + '  type: integer\n  min: "10"\n  max: "1"  # <-',
        "“min” is hoger dan “max”",
    ),
    _item(
        "grens van een datum onleesbaar",
        _Q + "  type: date\n  max: morgen  # <-",
        "“max” is geen grens die past",
    ),
    _item(
        "grens bij een tekst", _Q + '  type: text\n  max: "5"  # <-', "“max” past niet bij de soort"
    ),
    _item(
        "precisie alleen geschat",
        _Q + "  type: date\n  precision: [geschat]  # <-",
        "Alleen “geschat”",
    ),
    _item(
        "precisie bestaat niet",
        _Q + "  type: date\n  precision:\n    - week  # <-",
        "bestaat niet bij “precision”",
    ),
    _item(
        "schuif met één tekst",
        _Q + "  type: slider\n  slider_labels: [links]  # <-",
        "twee of drie teksten",
    ),
    _item(
        "rooster zonder keuzes",
        _Q + "  type: matrix  # <-\n  rows: [{id: r1, label: R}, {id: r2, label: R}]",
        "heeft “choices” nodig",
    ),
    _item(
        "rooster met een onbekende codelijst",
        _Q + "  type: matrix\n  choices_from: bestaat_niet  # <-\n  rows: [{id: r1, label: R}]",
        "De codelijst “bestaat_niet” bestaat niet",
    ),
    _item(
        "rij met een onbekende sleutel",
        _Q
        + '  type: matrix\n  choices: {"1": a}\n  rows:\n    - id: r1\n      label: R\n'
        + "      unit: cm  # <-",
        "De sleutel “unit” bestaat hier niet",
    ),
    _item(
        "kolom met een onbekende soort",
        _Q
        + "  type: group\n  binds: episode\n  items:\n    - id: k\n      label: K\n"
        + "      type: keuze  # <-",
        "“keuze” bestaat niet bij “type”",
    ),
    _item(
        "rooster zonder rijen", _Q + '  type: matrix  # <-\n  choices: {"1": ja}', "heeft “rows”"
    ),
    _item(
        "groep zonder binding",
        _Q + "  type: group  # <-\n  items: [{id: k, type: text, label: K}]",
        "heeft “binds” nodig",
    ),
    _item(
        "groep in een groep",
        _Q
        + "  type: group\n  binds: episode\n  items:\n    - id: k\n      label: K\n"
        + "      type: calculated  # <-\n      calculation: 1 + 1",
        "Een herhaalde groep kan geen “calculated” bevatten",
    ),
    _item(
        "berekening verplicht",
        _Q + "  type: calculated\n  calculation: 1 + 1\n  required: ja  # <-",
        "kan niet verplicht zijn",
    ),
    _item(
        "privacyklasse bestaat niet", _Q + "  type: text\n  privacy: gevoelig  # <-", "“privacy”"
    ),
    _item(
        "seconden geen getal", _Q + "  type: text\n  seconds: even  # <-", "hoort een geheel getal"
    ),
    _item(
        "vertaling noemt een code die er niet is",
        _Q + '  type: choice\n  choices: {"1": ja}\n  translations:\n    - language: en\n'
        '      choices: {"2": "no"}  # <-',
        "De vertaling noemt de code “2”",
    ),
]
_LOGIC = [
    _item(
        "veld bestaat niet",
        _Q + "  type: text\n  branching: \"[eerst] = '1'\"  # <-",
        "Het veld “eerst” bestaat niet",
    ),
    _item(
        "code bestaat niet",
        _Q + "  type: text\n  branching: \"[eerste] = '3'\"  # <-",
        "de code “3” bestaat niet",
    ),
    _item(
        "haakje niet gesloten",
        _Q + "  type: text\n  branching: \"([eerste] = '1'\"  # <-",
        "teken 1: Een haakje is niet gesloten",
    ),
    _item(
        "functie bestaat niet",
        _Q + "  type: calculated\n  calculation: 'avg([getal])'  # <-",
        "De functie “avg” bestaat niet",
    ),
    _item(
        "te weinig onderdelen",
        _Q + "  type: calculated\n  calculation: 'if([getal] > 1, 2)'  # <-",
        "heeft 3 onderdelen",
    ),
    _item(
        "meer keuzes zonder code",
        _Q + "  type: text\n  branching: \"[keuzes] = '1'\"  # <-",
        "heeft meer keuzes; zeg welke",
    ),
    _item(
        "code bij één keuze",
        _Q + "  type: text\n  branching: \"[eerste(1)] = '1'\"  # <-",
        "is geen vraag met meer keuzes",
    ),
    _item(
        "rekenen met een datum",
        _Q + "  type: calculated\n  calculation: '[dag] + 1'  # <-",
        "Hier hoort een getal, dit is een datum",
    ),
    _item(
        "voorwaarde is geen voorwaarde",
        _Q + "  type: text\n  branching: '[getal] + 1'  # <-",
        "Dit is geen voorwaarde",
    ),
    _item(
        "berekening geeft waar of niet waar",
        _Q + "  type: calculated\n  calculation: '[getal] > 1'  # <-",
        "Een berekening geeft een getal",
    ),
    _item(
        "eenheid van datediff",
        _Q + "  type: calculated\n  calculation: \"datediff([dag], 'today', 'jaar')\"  # <-",
        "De eenheid van datediff",
    ),
    _item(
        "datum vergeleken met een woord",
        _Q + "  type: text\n  branching: \"[dag] > 'gisteren'\"  # <-",
        "dit is een datum",
    ),
    _item(
        "vraag hangt van zichzelf af",
        _Q + "  type: text\n  branching: \"[q] = 'x'\"  # <-",
        "“q” hangt van zichzelf af",
    ),
    _item(
        "kring van berekeningen",
        "- {id: een, label: Een, type: calculated, calculation: '[twee] + 1'}  # <-\n"
        "- {id: twee, label: Twee, type: calculated, calculation: '[een] + 1'}",
        "hangt van zichzelf af",
    ),
    _item(
        "kolom leest een latere kolom",
        _Q
        + "  type: group\n  binds: episode\n  items:\n    - id: k1\n      label: K\n"
        + "      type: text\n      branching: \"[k2] = 'x'\"  # <-\n"
        + "    - {id: k2, type: text, label: L}",
        "die in de rij later komt",
    ),
    _item(
        "dubbel is-teken",
        _Q + "  type: text\n  branching: \"[eerste] == '1'\"  # <-",
        "Schrijf één =.",
    ),
]
_SCALES = [
    _head(
        "schaal met onbekende vraag",
        "scales:\n  - id: s\n    items: [eerste, twede]  # <-",
        "De vraag “twede” van schaal “s” bestaat niet",
    ),
    _head(
        "schaal over een lange tekst",
        "scales:\n  - id: s\n    items: [verhaal]  # <-",
        "kan niet meetellen",
    ),
    _head("schaal zonder vragen", "scales:\n  - id: s  # <-", "heeft items of andere schalen"),
    _head(
        "omgekeerde vraag hoort er niet bij",
        "scales:\n  - id: s\n    items: [eerste]\n    reversed: [getal]  # <-",
        "hoort niet bij de schaal",
    ),
    _head(
        "meer antwoorden geëist dan vragen",
        'scales:\n  - id: s\n    items: [eerste]\n    min_answered: "3"  # <-',
        "min_answered",
    ),
    _head(
        "schaal telt zichzelf mee",
        "scales:\n  - id: s\n    of: [s]  # <-",
        "telt zichzelf mee",
    ),
    _head(
        "tellen zonder codes",
        "scales:\n  - id: s\n    items: [eerste]\n    method: count  # <-",
        "ontbreekt wat er geteld wordt",
    ),
]
_VERSIONS = [
    _head(
        "vorige versie is deze versie",
        'changes:\n  since: "1"  # <-',
        "De vorige versie is dezelfde",
    ),
    _head(
        "vervallen vraag staat er nog",
        'changes:\n  since: "0"\n  items:\n    - item: getal\n      change: dropped  # <-',
        "vervallen verklaard maar staat er nog",
    ),
    _head(
        "hernoemd zonder vorige naam",
        'changes:\n  since: "0"\n  items:\n    - item: getal\n      change: renamed  # <-',
        "De vorige naam ontbreekt",
    ),
    _head(
        "nieuwe code bestaat niet",
        'changes:\n  since: "0"\n  items:\n    - item: eerste\n      change: recoded\n'
        '      codes: {"3": "9"}  # <-',
        "De nieuwe code “9” bestaat niet",
    ),
]
TABLE = {
    "Het bestand": _FILE,
    "De kop": _HEADER,
    "De vragen": _ITEMS,
    "Vertakking en berekening": _LOGIC,
    "De schalen": _SCALES,
    "De versie": _VERSIONS,
}
FAULTS = [fault for faults in TABLE.values() for fault in faults]
