"""What this design cannot show (METHODS §0): declared once, printed with what it binds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Caution:
    """One warning with a fixed code, so that a report can collect and number them."""

    code: str
    text: str


SELECTED = Caution(
    "geselecteerd-op-uitkomst",
    "Iedereen is opgenomen omdat JeugdzorgPlus, JJI, J-GGZ of een behandelcentrum werd bereikt. "
    "Wat voorafging is hier dus geen risicofactor en geen kans; zonder jeugdigen die deze plek "
    "niet bereikten valt daarover niets te zeggen.",
)
CRISIS = Caution(
    "instroom-in-crisis",
    "Jeugdigen stroomden in op een dieptepunt. Verbetering sinds de 0-meting is ook zonder advies "
    "te verwachten (terugkeer naar het gemiddelde); vergelijk T6→T12 met T0→T6.",
)
NO_CONTRAST = Caution(
    "geen-controlegroep",
    "Iedereen kreeg terugkoppeling na elke meting. Alleen de opvolging van adviezen verschilt, en "
    "die hangt samen met wat nodig was: dit is samenhang, geen effect. Verkennend.",
)
AFTER_T0 = Caution(
    "alleen-na-0-meting",
    "Gerekend vanaf de 0-meting; wat daarvoor gebeurde, is beschreven en niet gemodelleerd.",
)
COSTS = Caution(
    "kosten-zijn-keuzes",
    "De afstanden tussen trajecten hangen af van gekozen kosten. Bekijk of de typen blijven bij "
    "andere kosten.",
)
TYPES = Caution(
    "typen-zijn-beschrijving",
    "Typen zijn een samenvatting van trajecten, geen soorten jeugdigen. Bij 50 jeugdigen dragen de "
    "gegevens twee tot vier typen.",
)
RECALL = Caution(
    "onnauwkeurige-data",
    "Een deel van de data is bij benadering bekend. De uitkomst staat er ook met de vroegste en de "
    "laatste mogelijke data.",
)
SMALL = Caution(
    "kleine-aantallen",
    "Het aantal jeugdigen is klein: lees het interval, niet alleen het getal.",
)
ESCALATION = Caution(
    "dossiervorming",
    "Dossiers leggen meer vast wanneer het misgaat. Alleen los gedateerde gebeurtenissen "
    "(een verhuizing, een schoolwissel) zijn hier meegeteld, geen knelpunten.",
)
DEPENDENT_END = Caution(
    "einde-van-volgen",
    "Wie 18 werd of stopte, is tot dat moment meegeteld. Als stoppen samenhangt met hoe het gaat, "
    "is deze schatting vertekend.",
)

ALL = (
    SELECTED,
    CRISIS,
    NO_CONTRAST,
    AFTER_T0,
    COSTS,
    TYPES,
    RECALL,
    SMALL,
    ESCALATION,
    DEPENDENT_END,
)
