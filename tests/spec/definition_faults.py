"""Definitions with one fault each: what was written, where, and what the reader says.

The faulty line is marked with ``# <-``. The rows make the page
`docs/reference/definition-errors.md`.
"""

from tests.spec.definition_fault import Fault, head, item, whole

_Q = "- id: q\n  label: Vraag\n"
SECTIONS = """\
sections:
  - id: deel
    title: Deel
    items: [{id: q, type: text, label: Vraag}]
"""
_FILE = [
    whole("leeg bestand", "# <-\n", "Het bestand is leeg."),
    whole("geen geldige YAML", "id: a\ntitle: [open\nversion: x  # <-\n", "geen geldige YAML"),
    whole("sleutel dubbel", f"id: a\nid: b  # <-\n{SECTIONS}", "“id” staat er twee keer"),
    whole("verwijzing", "id: &a x  # <-\nversion: *a\n", "Verwijzingen (& en *)"),
    whole("lijst in plaats van blok", "- id: a  # <-\n", "een blok met sleutels"),
    whole(
        "verplichte sleutel ontbreekt",
        f'id: a  # <-\nversion: "1"\n{SECTIONS}',
        "De sleutel “title” ontbreekt",
    ),
    whole(
        "onbekende sleutel",
        f'id: a\nversion: "1"\ntitle: T\ntitel: T  # <-\n{SECTIONS}',
        "Bedoelde u “title”?",
    ),
    whole(
        "naam met hoofdletters",
        f'id: MijnLijst  # <-\nversion: "1"\ntitle: T\n{SECTIONS}',
        "kan geen naam zijn",
    ),
    whole(
        "versie met spaties",
        f"id: a\nversion: versie een  # <-\ntitle: T\n{SECTIONS}",
        "De versie mag alleen",
    ),
    whole("lege titel", f'id: a\nversion: "1"\ntitle: ""  # <-\n{SECTIONS}', "“title” is leeg"),
    whole(
        "geen enkele vraag",
        'id: a\nversion: "1"\ntitle: T\nsections:  # <-\n  - {id: deel, title: Deel}\n',
        "geen enkele vraag",
    ),
]
_HEADER = [
    head("doel bestaat niet", "purpose: P20  # <-", "Dit doel bestaat niet"),
    head("taalcode bestaat niet", "language: Nederlands  # <-", "geen taalcode"),
    head("informant bestaat niet", "informants:\n  - vader  # <-", "bestaat niet bij “informants”"),
    head("informant dubbel", "informants:\n  - ouder\n  - ouder  # <-", "“ouder” staat twee keer"),
    head(
        "taal voor jeugdige zonder jeugdige",
        "audience: youth_12  # <-\ninformants: [ouder]",
        "de jeugdige staat niet bij informants",
    ),
    head("ja of nee", "read_aloud: misschien  # <-", "“read_aloud” is ja of nee"),
    head(
        "toestemming van de rechthebbende onvolledig",
        "licence:  # <-\n  permission_holder: Uitgever",
        "De toestemming voor gebruik op het scherm is niet volledig",
    ),
    head(
        "veld van elders met onbekende soort",
        "elsewhere:\n  leeftijd: getalletje  # <-",
        "De soort van het veld “leeftijd” bestaat niet",
    ),
    head(
        "veld van elders is van hier",
        "elsewhere:\n  getal: number  # <-",
        "een vraag van dit instrument zelf",
    ),
    head("tekst waar een lijst hoort", "informants: ouder  # <-", "hoort een lijst"),
    head("lijst waar een tekst hoort", "source:  # <-\n  - boek", "hoort één tekst"),
]
_ITEMS = [
    item("soort bestaat niet", _Q + "  type: chioce  # <-", "Bedoelde u “choice”?"),
    item("vraag zonder tekst", "- id: q\n  type: text\n  label: ''  # <-", "“label” is leeg"),
    item(
        "naam twee keer",
        "- id: getal  # <-\n  type: text\n  label: Vraag",
        "De naam “getal” is al van een eerdere vraag",
    ),
    item(
        "naam is een kolom van het analysebestand",
        "- id: wave  # <-\n  type: text\n  label: Vraag",
        "al in gebruik voor een kolom",
    ),
    item("keuzevraag zonder keuzes", _Q + "  type: choice  # <-", "heeft “choices” nodig"),
    item(
        "code zonder tekst",
        _Q + '  type: choice\n  choices:\n    "1": ja\n    "2": ""  # <-',
        "De code “2” heeft geen tekst",
    ),
    item(
        "code met een komma",
        _Q + '  type: choice\n  choices:\n    "1,5": ja  # <-',
        "Een code is leeg of heeft",
    ),
    item(
        "codelijst bestaat niet",
        _Q + "  type: choice\n  choices_from: bestaat_niet  # <-",
        "De codelijst “bestaat_niet” bestaat niet",
    ),
    item(
        "ja-neevraag met andere codes",
        _Q + '  type: yesno\n  choices: {"1": ja, "2": nee}  # <-',
        "heeft de codes 1 (ja) en 0 (nee)",
    ),
    item(
        "keuzes bij een getal",
        _Q + '  type: number\n  choices: {"1": ja}  # <-',
        "“choices” past niet bij de soort number",
    ),
    item(
        "uitsluitende code ontbreekt",
        _Q + '  type: multichoice\n  choices: {"1": a}\n  exclusive: ["9"]  # <-',
        "De uitsluitende code “9”",
    ),
    item(
        "grens is geen getal",
        _Q + "  type: integer\n  min: veel  # <-",
        "“min” is geen grens die past",
    ),
    item(
        "grenzen verwisseld",
        _Q + '  type: integer\n  min: "10"\n  max: "1"  # <-',
        "“min” is hoger dan “max”",
    ),
    item(
        "grens van een datum onleesbaar",
        _Q + "  type: date\n  max: morgen  # <-",
        "“max” is geen grens die past",
    ),
    item(
        "grens bij een tekst", _Q + '  type: text\n  max: "5"  # <-', "“max” past niet bij de soort"
    ),
    item(
        "precisie alleen geschat",
        _Q + "  type: date\n  precision: [geschat]  # <-",
        "Alleen “geschat”",
    ),
    item(
        "precisie bestaat niet",
        _Q + "  type: date\n  precision:\n    - week  # <-",
        "bestaat niet bij “precision”",
    ),
    item(
        "schuif met één tekst",
        _Q + "  type: slider\n  slider_labels: [links]  # <-",
        "twee of drie teksten",
    ),
    item(
        "rooster zonder keuzes",
        _Q + "  type: matrix  # <-\n  rows: [{id: r1, label: R}, {id: r2, label: R}]",
        "heeft “choices” nodig",
    ),
    item(
        "rooster met een onbekende codelijst",
        _Q + "  type: matrix\n  choices_from: bestaat_niet  # <-\n  rows: [{id: r1, label: R}]",
        "De codelijst “bestaat_niet” bestaat niet",
    ),
    item(
        "rij met een onbekende sleutel",
        _Q
        + '  type: matrix\n  choices: {"1": a}\n  rows:\n    - id: r1\n      label: R\n'
        + "      unit: cm  # <-",
        "De sleutel “unit” bestaat hier niet",
    ),
    item(
        "kolom met een onbekende soort",
        _Q
        + "  type: group\n  binds: episode\n  items:\n    - id: k\n      label: K\n"
        + "      type: keuze  # <-",
        "“keuze” bestaat niet bij “type”",
    ),
    item("rooster zonder rijen", _Q + '  type: matrix  # <-\n  choices: {"1": ja}', "heeft “rows”"),
    item(
        "groep zonder binding",
        _Q + "  type: group  # <-\n  items: [{id: k, type: text, label: K}]",
        "heeft “binds” nodig",
    ),
    item(
        "groep in een groep",
        _Q
        + "  type: group\n  binds: episode\n  items:\n    - id: k\n      label: K\n"
        + "      type: calculated  # <-\n      calculation: 1 + 1",
        "Een herhaalde groep kan geen “calculated” bevatten",
    ),
    item(
        "berekening verplicht",
        _Q + "  type: calculated\n  calculation: 1 + 1\n  required: ja  # <-",
        "kan niet verplicht zijn",
    ),
    item("privacyklasse bestaat niet", _Q + "  type: text\n  privacy: gevoelig  # <-", "“privacy”"),
    item(
        "seconden geen getal", _Q + "  type: text\n  seconds: even  # <-", "hoort een geheel getal"
    ),
    item(
        "vertaling noemt een code die er niet is",
        _Q + '  type: choice\n  choices: {"1": ja}\n  translations:\n    - language: en\n'
        '      choices: {"2": "no"}  # <-',
        "De vertaling noemt de code “2”",
    ),
]
_LOGIC = [
    item(
        "veld bestaat niet",
        _Q + "  type: text\n  branching: \"[eerst] = '1'\"  # <-",
        "Het veld “eerst” bestaat niet",
    ),
    item(
        "code bestaat niet",
        _Q + "  type: text\n  branching: \"[eerste] = '3'\"  # <-",
        "de code “3” bestaat niet",
    ),
    item(
        "haakje niet gesloten",
        _Q + "  type: text\n  branching: \"([eerste] = '1'\"  # <-",
        "teken 1: Een haakje is niet gesloten",
    ),
    item(
        "functie bestaat niet",
        _Q + "  type: calculated\n  calculation: 'avg([getal])'  # <-",
        "De functie “avg” bestaat niet",
    ),
    item(
        "te weinig onderdelen",
        _Q + "  type: calculated\n  calculation: 'if([getal] > 1, 2)'  # <-",
        "heeft 3 onderdelen",
    ),
    item(
        "meer keuzes zonder code",
        _Q + "  type: text\n  branching: \"[keuzes] = '1'\"  # <-",
        "heeft meer keuzes; zeg welke",
    ),
    item(
        "code bij één keuze",
        _Q + "  type: text\n  branching: \"[eerste(1)] = '1'\"  # <-",
        "is geen vraag met meer keuzes",
    ),
    item(
        "rekenen met een datum",
        _Q + "  type: calculated\n  calculation: '[dag] + 1'  # <-",
        "Hier hoort een getal, dit is een datum",
    ),
    item(
        "voorwaarde is geen voorwaarde",
        _Q + "  type: text\n  branching: '[getal] + 1'  # <-",
        "Dit is geen voorwaarde",
    ),
    item(
        "berekening geeft waar of niet waar",
        _Q + "  type: calculated\n  calculation: '[getal] > 1'  # <-",
        "Een berekening geeft een getal",
    ),
    item(
        "eenheid van datediff",
        _Q + "  type: calculated\n  calculation: \"datediff([dag], 'today', 'jaar')\"  # <-",
        "De eenheid van datediff",
    ),
    item(
        "datum vergeleken met een woord",
        _Q + "  type: text\n  branching: \"[dag] > 'gisteren'\"  # <-",
        "dit is een datum",
    ),
    item(
        "vraag hangt van zichzelf af",
        _Q + "  type: text\n  branching: \"[q] = 'x'\"  # <-",
        "“q” hangt van zichzelf af",
    ),
    item(
        "kring van berekeningen",
        "- {id: een, label: Een, type: calculated, calculation: '[twee] + 1'}  # <-\n"
        "- {id: twee, label: Twee, type: calculated, calculation: '[een] + 1'}",
        "hangt van zichzelf af",
    ),
    item(
        "kolom leest een latere kolom",
        _Q
        + "  type: group\n  binds: episode\n  items:\n    - id: k1\n      label: K\n"
        + "      type: text\n      branching: \"[k2] = 'x'\"  # <-\n"
        + "    - {id: k2, type: text, label: L}",
        "die in de rij later komt",
    ),
    item(
        "dubbel is-teken",
        _Q + "  type: text\n  branching: \"[eerste] == '1'\"  # <-",
        "Schrijf één =.",
    ),
]
_SCALES = [
    head(
        "schaal met onbekende vraag",
        "scales:\n  - id: s\n    items: [eerste, twede]  # <-",
        "De vraag “twede” van schaal “s” bestaat niet",
    ),
    head(
        "schaal over een lange tekst",
        "scales:\n  - id: s\n    items: [verhaal]  # <-",
        "kan niet meetellen",
    ),
    head("schaal zonder vragen", "scales:\n  - id: s  # <-", "heeft items of andere schalen"),
    head(
        "omgekeerde vraag hoort er niet bij",
        "scales:\n  - id: s\n    items: [eerste]\n    reversed: [getal]  # <-",
        "hoort niet bij de schaal",
    ),
    head(
        "meer antwoorden geëist dan vragen",
        'scales:\n  - id: s\n    items: [eerste]\n    min_answered: "3"  # <-',
        "min_answered",
    ),
    head(
        "schaal telt zichzelf mee",
        "scales:\n  - id: s\n    of: [s]  # <-",
        "telt zichzelf mee",
    ),
    head(
        "tellen zonder codes",
        "scales:\n  - id: s\n    items: [eerste]\n    method: count  # <-",
        "ontbreekt wat er geteld wordt",
    ),
]
_VERSIONS = [
    head(
        "vorige versie is deze versie",
        'changes:\n  since: "1"  # <-',
        "De vorige versie is dezelfde",
    ),
    head(
        "vervallen vraag staat er nog",
        'changes:\n  since: "0"\n  items:\n    - item: getal\n      change: dropped  # <-',
        "vervallen verklaard maar staat er nog",
    ),
    head(
        "hernoemd zonder vorige naam",
        'changes:\n  since: "0"\n  items:\n    - item: getal\n      change: renamed  # <-',
        "De vorige naam ontbreekt",
    ),
    head(
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
FAULTS: list[Fault] = [fault for faults in TABLE.values() for fault in faults]
