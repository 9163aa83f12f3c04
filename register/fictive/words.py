"""Sentences for open questions, by the topic that the id of the question begins with. No names."""

from __future__ import annotations

_ANY = (
    "Dat verschilt per week.",
    "Daar is nog niet veel over gesproken.",
    "Het ging met kleine stappen.",
)
SENTENCES: dict[str, tuple[str, ...]] = {
    "nu_netwerk": (
        "Oma, elke woensdag.",
        "De buurvrouw en een vriend van school.",
        "Mijn trainer van voetbal.",
        "Een tante bij wie het rustig is.",
        "Eigenlijk niemand buiten de hulp.",
    ),
    "nu_overbrugging": (
        "Ambulante hulp één keer per week.",
        "Een logeerplek om het weekend.",
        "Er is niets geregeld zolang het wachten duurt.",
    ),
    "nu_vrijheid": (
        "Telefoon ’s nachts inleveren.",
        "Een keer naar de kamer gestuurd; later is erover gepraat.",
        "Niet alleen naar buiten.",
    ),
    "nu_anders": (
        "Verhuisd naar een andere groep.",
        "Weer drie dagen naar school.",
        "Minder ruzie thuis.",
        "Een andere mentor gekregen.",
        "Er is weinig veranderd.",
    ),
    "school": (
        "Iets met dieren of techniek.",
        "Rustig beginnen, met halve dagen.",
        "Een klas met minder kinderen helpt.",
        "Er was lang geen passende plek.",
    ),
    "gezin": (
        "Mijn moeder, broertje en oma.",
        "Ouders wonen apart; om het weekend naar vader.",
        "Een paar uur rust in de week zou schelen.",
        "Een verhuizing en het overlijden van opa.",
    ),
    "netwerk": (
        "Een oom wil meer doen, maar is niet gevraagd.",
        "De trainer kan een vast aanspreekpunt zijn.",
        "Oma kan een avond per week oppassen.",
    ),
    "ontw": (
        "Geen bijzonderheden.",
        "Praten kwam laat, lopen op tijd.",
        "Gevoelig, slim en snel overprikkeld.",
        "Altijd al veel beweging nodig.",
    ),
    "hist": (
        "De overplaatsing zonder afscheid.",
        "Toen er eindelijk één vaste begeleider kwam.",
        "Eerder luisteren naar wat thuis nodig was.",
        "Er was steeds een wachtlijst of een afwijzing.",
    ),
    "hulp_naar": (
        "Overplaatsing zonder uitleg; later is er sorry gezegd.",
        "Vastgehouden, en daar is nooit over gepraat.",
        "Elke keer opnieuw het verhaal moeten vertellen.",
    ),
    "hulp": (
        "Samen iets doen in plaats van praten.",
        "Een begeleider die bleef komen.",
        "Duidelijke afspraken en één contactpersoon.",
        "Gezinsbehandeling hielp even, daarna stopte die.",
        "Rust geven en later terugkomen.",
    ),
    "sinds": (
        "Er is een nieuwe plek gezocht.",
        "Eén plan met alle hulpverleners aan tafel.",
        "Het contact met de vaste begeleider.",
        "Wachten op een besluit over de financiering.",
        "De overdracht ging niet goed.",
        "Er was geen plaats en geen geld.",
    ),
    "prob": (
        "Spanning loopt snel op bij onverwachte veranderingen.",
        "Veel gemist op school en weinig vertrouwen in hulp.",
    ),
    "kracht": ("Humor en doorzettingsvermogen.", "Zorgzaam voor jongere kinderen.", "Sportief."),
    "va": (
        "Er is één plan van gekomen, met het gezin besproken.",
        "Het verklaart veel, maar er is nog niets mee gedaan.",
    ),
    "refl": (
        "Veiligheid tegenover vertrouwen opbouwen.",
        "Eerder de school erbij halen.",
        "Ik zou het gezin eerder laten meebeslissen.",
    ),
    "uit": (
        "De hulp stopte toen de indicatie afliep.",
        "In overleg gestopt, daarna rustig gebleven.",
    ),
    "doel": (
        "Naar school en een eigen kamer.",
        "Weer thuis wonen.",
        "Een opleiding beginnen.",
        "Rust en minder mensen om ons heen.",
        "Dat de afspraken blijven staan.",
    ),
    "leefbaar": (
        "Gewoon kunnen slapen, eten en lachen.",
        "Een plek waar je mag blijven.",
        "Vrienden, een baantje en niet steeds verhuizen.",
        "Eén persoon die er altijd is.",
    ),
    "slot_bellen": ("oma", "mijn mentor", "de vaste begeleider", "een vriend", "de huisarts"),
    "slot_iets": ("Nee, dit was het.", "Fijn dat er wordt geluisterd."),
    "wacht": ("Met ambulante hulp aan huis.", "Er was geen overbrugging.", "Een tijdelijke plek."),
    "vbm": ("Nabesproken met de jeugdige.", "Niet terug te vinden of het is besproken."),
    "netwerk_dossier": ("Het dossier noemt grootouders.", "Het dossier noemt geen netwerk."),
    "ge_": ("Beschreven in het plan van aanpak.", "Genoemd in het verslag van het RET."),
    "dos": ("2019 tot heden",),
}


def sentences(item: str) -> tuple[str, ...]:
    """What may be said to an open question; the longest beginning that fits decides."""
    fitting = [start for start in SENTENCES if item.startswith(start)]
    return SENTENCES[max(fitting, key=len)] if fitting else _ANY
