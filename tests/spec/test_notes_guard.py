"""What the notes guard marks in free text, drawn as a table."""

import pytest

from register.domain.notesguard import CANNOT_SEE, Hit, Known, Listed, find, replaced

KNOWN = (
    Known("naam", "Roos van ’t Hoff-Fictief", "jeugdige"),
    Known("naam", "Mia Évers-Fictief", "moeder"),
    Known("telefoon", "06-00000000", "moeder"),
    Known("adres", "Verzonnenstraat 12", "moeder"),
)
LISTS = (
    Listed("school", frozenset({"De Verzonnen Beuk", "Nergenscollege"})),
    Listed("buurt", frozenset({"Schijnwijk"})),
)

MARKED = [
    ("Mia belde vandaag.", "[moeder] belde vandaag."),
    ("mias tas stond er nog", "mias tas stond er nog"),
    ("Volgens Mia’s broer", "Volgens [moeder]’s broer"),
    ("Evers zei niets", "[moeder] zei niets"),
    ("Mevrouw Ever-Fictief", "Mevrouw [moeder]"),
    ("Roos van ’t Hoff liep weg", "[jeugdige] liep weg"),
    ("roos liep weg", "[jeugdige] liep weg"),
    ("Raos liep weg", "Raos liep weg"),
    ("hofff en HOFF", "hofff en [jeugdige]"),
    ("ze wonen op Verzonnenstraat 12", "ze wonen op [adres moeder]"),
    ("bel 06-00000000", "bel [telefoon moeder]"),
    ("bel 010 123 45 67 morgen", "bel [telefoonnummer] morgen"),
    ("bel +31 6 12345678", "bel [telefoonnummer]"),
    ("mail naar x.y@voorbeeld.example graag", "mail naar [e-mailadres] graag"),
    ("postcode 3011 AB", "postcode [postcode]"),
    ("op 2026 SS", "op 2026 SS"),
    ("rekening NL91 ABNA 0417 1643 00 klopt", "rekening [rekeningnummer] klopt"),
    ("rekening NL91 ABNA 1417 1643 01 klopt niet", "rekening NL91 ABNA 1417 1643 01 klopt niet"),
    ("bsn 111222333", "bsn [bsn]"),
    ("zaak C/10/123456 / JE RK 20-1234", "zaak [zaaknummer]"),
    ("zaaknummer 2026-445", "zaaknummer [zaaknummer]"),
    ("parketnr 10/123456-20", "parketnr [zaaknummer]"),
    ("ze zit op De Verzonnen Beuk", "ze zit op [school]"),
    ("in de Schijnwijk", "in de [buurt]"),
    ("juf Anja hielp", "juf [naam] hielp"),
    ("meneer de Wit kwam", "meneer [naam] kwam"),
    ("volg mij op @verzonnen_naam", "volg mij op [account]"),
    ("de oma van haar was er op 12-03-2027", "de oma van haar was er op 12-03-2027"),
    ("Hij sliep 3 nachten slecht.", "Hij sliep 3 nachten slecht."),
]


@pytest.mark.parametrize(("text", "shown"), MARKED, ids=[text for text, _ in MARKED])
def test_what_is_marked_and_put_in_its_place(text: str, shown: str) -> None:
    assert replaced(text, find(text, known=KNOWN, lists=LISTS)) == shown


def test_a_hit_is_a_place_so_that_a_page_can_mark_it() -> None:
    text = "Vandaag kwam Mia mee."
    (hit,) = find(text, known=KNOWN)
    assert text[hit.start : hit.end] == "Mia"
    assert hit == Hit(13, 16, "naam", "moeder")


def test_a_false_hit_that_was_learnt_is_not_marked_again_but_numbers_are() -> None:
    text = "Een roos voor 06-12345678"
    hits = find(text, known=KNOWN, no_name={"roos"}.__contains__)
    assert replaced(text, hits) == "Een roos voor [telefoonnummer]"


def test_another_finder_can_be_plugged_in() -> None:
    text = "Wij zagen Anouk"
    hits = find(text, more=[lambda given: [Hit(10, 15, "naam", "naam")]])
    assert replaced(text, hits) == "Wij zagen [naam]"


def test_it_says_what_it_cannot_see() -> None:
    assert any("niet in de kluis" in line for line in CANNOT_SEE)
    assert find("De enige tienermoeder van het dorp", known=KNOWN, lists=LISTS) == ()
