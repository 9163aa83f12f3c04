"""A speakable alias of a case: two neutral Dutch words, as in "blauwe merel".

For talking aloud in a corridor, never for looking up: an alias may be shared, a pseudonym may not.
The nouns are de-words, so that every adjective fits; none names a person, a place or a judgement.
"""

from __future__ import annotations

_ADJECTIVES = """
    blauwe groene gele rode witte paarse oranje bruine grijze zilveren gouden koperen
    houten stenen glazen wollen ronde lange korte brede smalle hoge lage diepe
    warme koele zachte stille verre nabije vroege late
"""
_NOUNS = """
    merel mus vink mees kraai ekster specht uil valk buizerd reiger ooievaar zwaan eend gans
    meeuw stern kievit grutto leeuwerik zwaluw koekoek fazant kwartel lijster spreeuw wulp
    eik beuk berk linde wilg es olm den spar lariks populier kastanje walnoot hazelaar esdoorn
    roos tulp lelie iris aster dahlia anjer klaproos margriet zonnebloem narcis krokus varen
    brem heide klaver tijm munt salie rozemarijn lavendel venkel dille appel peer pruim kers
    framboos braam bes druif meloen perzik abrikoos otter bever egel haas das ree
    eekhoorn vos zeehond dolfijn walvis zalm forel snoek karper libel vlinder hommel kever
    ster maan komeet wolk regenboog rivier beek duin heuvel berg vallei kust haven brug molen
    toren poort fontein lantaarn kaars lamp klok trom fluit gitaar viool harp piano cello hoorn
    citer lier sloep
"""
ADJECTIVES = tuple(_ADJECTIVES.split())
NOUNS = tuple(_NOUNS.split())
BITS = 12


def alias(bits: int) -> str:
    """The two words of 12 random bits: 32 adjectives × 128 nouns."""
    if not 0 <= bits < 2**BITS:
        raise ValueError("an alias is made of 12 bits")
    return f"{ADJECTIVES[bits >> 7]} {NOUNS[bits & 127]}"
