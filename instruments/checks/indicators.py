"""The indicators of Schmidt et al. 2021 (BMC MRM 21, 10.1186/s12874-021-01252-7).

Numbers as the public list of dataquieR 2.8.9 gives them; there are 34 (4010 and 4012 are unused).
"""

from instruments.frozen import FrozenMap

DIMENSIONS = FrozenMap(
    {"1": "integriteit", "2": "volledigheid", "3": "consistentie", "4": "nauwkeurigheid"}
)

INDICATORS = FrozenMap(
    {
        "DQI-1001": "onverwacht aantal gegevenselementen",
        "DQI-1002": "onverwacht aantal waarnemingen",
        "DQI-1003": "dubbele waarnemingen",
        "DQI-1004": "onverwachte verzameling gegevenselementen",
        "DQI-1005": "waarnemingen die niet bij elkaar horen",
        "DQI-1006": "verkeerd gegevenstype",
        "DQI-1007": "ongelijke opmaak",
        "DQI-1008": "onzekere reden van ontbreken",
        "DQI-1009": "ontoelaatbare opmaak",
        "DQI-2001": "ontbrekende waarden",
        "DQI-2002": "non-respons",
        "DQI-2003": "weigering",
        "DQI-2004": "uitval",
        "DQI-2005": "ontbreekt om een genoemde reden",
        "DQI-3001": "ontoelaatbaar getal",
        "DQI-3002": "ontoelaatbare datum",
        "DQI-3003": "ontoelaatbare categorie",
        "DQI-3004": "niet uit de standaardlijst",
        "DQI-3005": "te weinig precisie",
        "DQI-3006": "onzeker getal",
        "DQI-3007": "onzekere datum",
        "DQI-3008": "logische tegenspraak",
        "DQI-3009": "empirische tegenspraak",
        "DQI-4001": "uitschieter in één variabele",
        "DQI-4002": "uitschieter in samenhang",
        "DQI-4003": "onverwachte ligging",
        "DQI-4004": "onverwachte vorm",
        "DQI-4005": "onverwachte spreiding",
        "DQI-4006": "onverwachte verhouding",
        "DQI-4007": "onverwachte sterkte van samenhang",
        "DQI-4008": "onverwachte richting van samenhang",
        "DQI-4009": "onverwachte vorm van samenhang",
        "DQI-4011": "overeenstemming tussen beoordelaars",
        "DQI-4013": "afwijking van een gouden standaard",
    }
)
