"""Names that cannot be taken for a real person's: *Fictief* in every surname, mail at .example."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date

from register.fictive.draws import Draws
from register.services.terms import Identity


def _listed(text: str) -> list[str]:
    return text.split(", ")


_GIRLS = _listed(
    "Amira, Anouk, Aya, Bente, Charlotte, Dilara, Elif, Emma, Esmée, Eva, Fenna, Fleur, Hanna, "
    "Imani, Iris, Jasmijn, Julia, Lieke, Lina, Lotte, Maryam, Merel, Naomi, Nina, Noor, Nora, "
    "Priya, Roos, Sanne, Sara, Selin, Sofie, Tess, Yara, Zoë"
)
_BOYS = _listed(
    "Adam, Ali, Amir, Bram, Daan, Daniël, David, Dylan, Finn, Gijs, Hamza, Jayden, Jens, Jesse, "
    "Joris, Kai, Lars, Levi, Luuk, Mees, Milan, Mohammed, Noah, Omar, Quinten, Rayan, Ruben, "
    "Sem, Siem, Stijn, Thijs, Tijn, Timo, Yusuf, Ziggy"
)
_WOMEN = _listed(
    "Angela, Anita, Annemarie, Astrid, Bianca, Chantal, Claudia, Danielle, Debby, Esther, "
    "Fatima, Hanneke, Hatice, Ingrid, Irma, Jolanda, Karin, Kim, Linda, Marian, Marloes, "
    "Mirjam, Monique, Nadia, Natasja, Patricia, Petra, Rachida, Sandra, Saskia, Shanti, Sylvia, "
    "Wendy, Yvonne"
)
_MEN = _listed(
    "Achmed, Arjan, Barry, Bart, Dennis, Edwin, Eric, Ferdi, Frank, Gerard, Hassan, Henk, "
    "Ibrahim, Jan, Jeroen, Johan, John, Kees, Marcel, Marco, Mark, Martijn, Mehmet, Michel, "
    "Patrick, Peter, Raymond, René, Richard, Rob, Ronald, Sander, Vincent, Willem"
)
_SURNAMES = _listed(
    "Bakker, de Boer, Bosman, van den Broek, Çelik, van Dam, Dekker, van Dijk, El Idrissi, "
    "Évers, de Graaf, de Groot, Hendriks, van der Heijden, Hermans, van ’t Hoff, Hoekstra, "
    "Huisman, Jansen, de Jong, Kaya, van der Kolk, Koster, Kramer, Kuipers, de Lange, van "
    "Leeuwen, van der Linden, Martens, van der Meer, Meijer, Mulder, Nguyen, in ’t Veld, van "
    "Oostende, Peters, Pinas, Postma, Ramdin, Sánchez, Schouten, Smit, ten Brink, Tol, Verbeek, "
    "Verhoeven, Visser, van Vliet, de Vries, van der Wal, Willems, Yıldız, Zandstra, de Zeeuw"
)
_STREETS = ("Verzonnenstraat", "Voorbeeldlaan", "Schijnkade", "Fantasieplein", "Nergenswijk")


@dataclass(frozen=True)
class Somebody:
    """What a name is drawn for: the kind of person, and whether the surname is given."""

    gender: str
    born_on: date
    surname: str | None = None
    child: bool = False


def surname(draws: Draws) -> str:
    """A family name such as “van ’t Hoff-Fictief”."""
    return f"{draws.one(_SURNAMES)}-Fictief"


def identity(draws: Draws, who: Somebody, home: str | None = None) -> Identity:
    """A whole identity. ``home`` is the address of the family, where it is shared."""
    girls, boys = (_GIRLS, _BOYS) if who.child else (_WOMEN, _MEN)
    first = draws.one(girls if who.gender == "v" else boys if who.gender == "m" else girls + boys)
    last = who.surname or surname(draws)
    street, _, postcode = (home or address(draws)).partition("|")
    return Identity(
        name=f"{first} {last}",
        birth_date=who.born_on,
        gender=who.gender,
        mail=f"{_plain(first)}.{_plain(last)}{draws.whole(1, 99)}@fictief.example",
        phone=f"06 0000 {draws.whole(0, 9999):04d}",
        address=street,
        postcode=postcode,
    )


def address(draws: Draws) -> str:
    """Street and postcode, with a bar between; no Dutch postcode begins with 0."""
    letters = "".join(draws.one("BCDFGHJKLMNPRSTVWXZ") for _ in range(2))
    return f"{draws.one(_STREETS)} {draws.whole(1, 240)}|0{draws.whole(100, 999)} {letters}"


def _plain(name: str) -> str:
    spelled = unicodedata.normalize("NFKD", name.replace("ı", "i")).casefold()
    return "".join(char for char in spelled if char.isascii() and char.isalnum())
