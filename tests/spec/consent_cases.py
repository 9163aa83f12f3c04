"""Drawn consent cases, one per rule and edge: read them with a calendar beside you.

Each block: title | the rule it draws, then the drawing (see ``tests.spec.consent_drawing``).
"""

from tests.spec.consent_drawing import parse

TEXT = """
# Age 8–11: both parents and the child's assent | §1.2, 8–11
born 2016-06-10, gezag M V, included 2026-01-10
2026-01-10  M V give P1
2026-01-10  J assent P1
2026-02-01  *  vragenlijst by J
2026-03-01  ?  P1
=> allow 8 allowed

# Age 8–11: one parent signed, the other never answered | §1.2, one parent signs
born 2016-06-10, gezag M V, included 2026-01-10
2026-01-10  M give P1
2026-01-10  J assent P1
2026-02-01  *  vragenlijst by J
2026-03-01  ?  P1
=> deny 4 collection_unlawful

# Age 8–11: a parent without gezag is not needed | §1.1, gezag
born 2016-06-10, gezag M, included 2026-01-10
2026-01-10  M give P1
2026-01-10  J assent P1
2026-02-01  *  vragenlijst by J
2026-03-01  ?  P1
=> allow 8 allowed

# Age 8–11: the parents agree, the child was never asked | §1.2, recorded assent
born 2016-06-10, gezag M V, included 2026-01-10
2026-01-10  M V give P1
2026-02-01  *  vragenlijst by M
2026-02-01  M.self give P1
2026-03-01  ?  P1
=> deny 4 collection_unlawful

# Age 8–11: the dossier asks the parents, the child is not asked it | §1.2, what a child is asked
born 2016-06-10, gezag M, included 2026-01-10
2026-01-10  M give P1 P2
2026-01-10  J assent P1
2026-02-01  *  dossier
2026-03-01  ?  P2
=> allow 8 allowed

# Age 8–11: the child says no to the dossier all the same | §1.2, a no of the child blocks
born 2016-06-10, gezag M, included 2026-01-10
2026-01-10  M give P1 P2
2026-01-10  J assent P1
2026-01-20  J object P2
2026-02-01  *  dossier
2026-03-01  ?  P2
=> deny 5 no_new_data

# Age 8–11: a recording needs the child's own assent | §1.2, what a child is asked
born 2016-06-10, gezag M, included 2026-01-10
2026-01-10  M give P1 P3
2026-01-10  J assent P1
2026-02-01  *  opname by J
2026-03-01  ?  P3
=> deny 4 collection_unlawful

# Turned 12: the dossier, never asked before, is asked now | D4, 12
born 2014-06-10, gezag M, included 2026-01-10
2026-01-10  M give P1 P2
2026-01-10  J assent P1
2026-02-01  *  dossier
2026-06-12  J give P1
2026-09-09  ?  P2
=> deny 6 reconsent_missing

# Age 10: verzet before an interview blocks it | §1.4, verzet at age 10
born 2016-06-10, gezag M V, included 2026-01-10
2026-01-10  M V give P1
2026-01-10  J assent P1
2026-02-01  J object P1
2026-02-02  *  interview by J
2026-03-01  ?  P1
=> deny 4 collection_unlawful

# Age 10: verzet without a scope leaves earlier data usable | D3, dissent = no new data
born 2016-06-10, gezag M V, included 2026-01-10
2026-01-10  M V give P1
2026-01-10  J assent P1
2026-01-20  *  interview by J
2026-02-01  J object P1
2026-03-01  ?  P1
=> allow 8 allowed

# Age 10: nobody with authority is recorded | §1.4, step 4
born 2016-06-10, included 2026-01-10
2026-01-10  J assent P1
2026-02-01  *  vragenlijst by J
2026-03-01  ?  P1
=> deny 4 collection_unlawful

# Age 12–15: parents and youth agree | §1.2, 12–15
born 2012-06-10, gezag M V, included 2026-01-10
2026-01-10  M V J give P1
2026-02-01  *  vragenlijst by J
2026-03-01  ?  P1
=> allow 8 allowed

# Age 13: the youth says no although both parents say yes | §1.2, 12–15
born 2012-06-10, gezag M V, included 2026-01-10
2026-01-10  M V give P1
2026-01-10  J refuse P1
2026-02-01  *  dossier
2026-03-01  ?  P2
=> deny 4 collection_unlawful

# Age 13: an assent is not enough from 12 | §1.2, 12–15
born 2012-06-10, gezag M V, included 2026-01-10
2026-01-10  M V give P1
2026-01-10  J assent P1
2026-02-01  *  vragenlijst by J
2026-03-01  ?  P1
=> deny 6 reconsent_missing

# Age 16: youth alone is not enough for inclusion | §1.2, at inclusion
born 2009-06-10, gezag M V, included 2026-01-10
2026-01-10  J give P1
2026-02-01  *  vragenlijst by J
2026-03-01  ?  P1
=> deny 4 collection_unlawful

# Age 16: a parent's refusal blocks inclusion | §1.2, 16–17
born 2009-06-10, gezag M V, included 2026-01-10
2026-01-10  J M give P1
2026-01-10  V refuse P1
2026-02-01  *  vragenlijst by J
2026-03-01  ?  P1
=> deny 4 collection_unlawful

# Age 16: youth and parents agree at inclusion | §1.2, 16–17
born 2009-06-10, gezag M V, included 2026-01-10
2026-01-10  J M V give P1
2026-02-01  *  vragenlijst by J
2026-03-01  ?  P1
=> allow 8 allowed

# Age 16: after inclusion a parent withdraws; the youth's own words stay | §1.4, step 5, 16+
born 2009-06-10, gezag M V, included 2026-01-10
2026-01-10  J M V give P1
2026-02-01  V withdraw no_further_use
2026-04-01  *  vragenlijst by J
2026-05-01  ?  P1
=> allow 8 allowed

# Age 16: after inclusion a parent withdraws; what that parent supplied is closed | §1.4, step 5
born 2009-06-10, gezag M V, included 2026-01-10
2026-01-10  J M V give P1
2026-01-10  M.self give P1
2026-01-20  *  interview by M
2026-02-01  M withdraw no_further_use
2026-05-01  ?  P1
=> deny 5 no_further_use

# Age 16: policy "never" asks the youth alone | switch parents_required
born 2009-06-10, gezag M V, included 2026-01-10, policy parents_16=never
2026-01-10  J give P1
2026-02-01  *  vragenlijst by J
2026-03-01  ?  P1
=> allow 8 allowed

# Age 16: policy "always" keeps asking the parents | switch parents_required
born 2009-06-10, gezag M V, included 2025-01-10, policy parents_16=always
2025-01-10  J M V give P1
2025-07-01  J give P1
2025-08-01  V withdraw P1
2025-09-01  *  vragenlijst by J
2025-10-01  ?  P1
=> deny 4 collection_unlawful

# Age 18: the youth alone | §1.2, 18+
born 2007-06-10, gezag M V, included 2026-01-10
2026-01-10  J give P1
2026-02-01  *  vragenlijst by J
2026-03-01  ?  P1
=> allow 8 allowed

# Age 18: parents cannot agree in place of the youth | §1.2, 18+
born 2007-06-10, gezag M V, included 2026-01-10
2026-01-10  M V give P1
2026-02-01  *  vragenlijst by J
2026-03-01  ?  P1
=> deny 4 collection_unlawful

# Age 18: a parent withdraws as representative; nothing of the youth is touched | §1.4, step 5, 18+
born 2008-01-10, gezag M V, included 2025-06-01
2025-06-01  J M V give P1
2025-07-01  *  vragenlijst by J
2026-02-01  M withdraw erase
2026-03-01  ?  P1
=> allow 8 allowed

# Age 18: a parent's own words still ask the parent's own yes | §1.1, two roles of a parent
born 2007-06-10, included 2026-01-10
2026-01-10  J give P1
2026-02-01  *  interview by M
2026-03-01  ?  P1
=> deny 4 collection_unlawful

# A parent as representative and as informant: both given | D3, both consents of a parent
born 2012-06-10, gezag M, included 2026-01-10
2026-01-10  M J M.self give P1
2026-02-01  *  interview by M
2026-03-01  ?  P1
=> allow 8 allowed

# A parent agreed for the youth but not for the own interview | D3, both consents of a parent
born 2012-06-10, gezag M, included 2026-01-10
2026-01-10  M J give P1
2026-02-01  *  interview by M
2026-03-01  ?  P1
=> deny 4 collection_unlawful

# A parent agreed for the own interview but not for the youth | D3, both consents of a parent
born 2012-06-10, gezag M, included 2026-01-10
2026-01-10  J M.self give P1
2026-02-01  *  interview by M
2026-03-01  ?  P1
=> deny 4 collection_unlawful

# A parent withdraws the own words only; the youth's questionnaire stays | D3, informant
born 2012-06-10, gezag M, included 2026-01-10
2026-01-10  M J M.self give P1
2026-02-01  *  vragenlijst by J
2026-02-10  M.self withdraw erase
2026-03-01  ?  P1
=> allow 8 allowed

# A parent asks to erase the own interview | D3, informant for own words
born 2012-06-10, gezag M, included 2026-01-10
2026-01-10  M J M.self give P1
2026-02-01  *  interview by M
2026-02-10  M.self withdraw erase
2026-03-01  ?  P1
=> deny 1 erased

# A professional's own words need the professional's yes | D3, professionals
born 2012-06-10, gezag M, included 2026-01-10
2026-01-10  M J give P1
2026-02-01  *  interview by PRO
2026-03-01  ?  P1
=> deny 4 collection_unlawful

# A professional agreed | D3, professionals
born 2012-06-10, gezag M, included 2026-01-10
2026-01-10  M J PRO give P1
2026-02-01  *  interview by PRO
2026-03-01  ?  P1
=> allow 8 allowed

# A professional withdraws later: no new data of that professional | D3, professionals
born 2012-06-10, gezag M, included 2026-01-10
2026-01-10  M J PRO give P1
2026-02-01  PRO withdraw
2026-03-01  *  interview by PRO
2026-04-01  ?  P1
=> deny 4 collection_unlawful

# The important other agreed for the own words | D3, important other
born 2012-06-10, gezag M, included 2026-01-10
2026-01-10  M J BA give P1
2026-02-01  *  interview by BA
2026-03-01  ?  P1
=> allow 8 allowed

# The important other never agreed | D3, important other
born 2012-06-10, gezag M, included 2026-01-10
2026-01-10  M J give P1
2026-02-01  *  interview by BA
2026-03-01  ?  P1
=> deny 4 collection_unlawful

# A sibling is a data subject of the datum and never agreed | D3, other data subjects
born 2012-06-10, gezag M, included 2026-01-10
2026-01-10  M J M.self give P1
2026-02-01  *  interview by M about BR
2026-03-01  ?  P1
=> deny 4 collection_unlawful

# A young sibling as data subject: the parent agrees for the sibling | D3, other data subjects
born 2012-06-10, gezag M, gezag M over BR, included 2026-01-10
2026-01-10  M J M.self M.BR give P1
2026-02-01  *  interview by M about BR
2026-03-01  ?  P1
=> allow 8 allowed

# A sibling in the same family withdraws; this youth's own data stay | §1.4, sibling withdraws
born 2012-06-10, gezag M, included 2026-01-10
2026-01-10  M J BR give P1
2026-02-01  *  vragenlijst by J
2026-02-10  BR withdraw erase
2026-03-01  ?  P1
=> allow 8 allowed

# A sibling withdraws; what is about the sibling too is closed | D3, other data subjects
born 2012-06-10, gezag M, included 2026-01-10
2026-01-10  M J BR give P1
2026-02-01  *  vragenlijst by J about BR
2026-02-10  BR withdraw P1 no_further_use
2026-03-01  ?  P1
=> deny 5 no_further_use

# A recording does not fall under taking part | §1.4, step 3
born 2012-06-10, gezag M, included 2026-01-10
2026-01-10  M J give P1
2026-02-01  *  opname by J
2026-03-01  ?  P1
=> deny 3 scope

# 12th birthday on the wave date: yes on that day | §1.4, birthday on the wave date
born 2014-06-10, gezag M, included 2026-01-10
2026-01-10  M give P1
2026-01-10  J assent P1
2026-06-10  J give P1
2026-06-10  *  vragenlijst by J
2026-06-10  ?  P1
=> allow 8 allowed

# 12th birthday on the wave date: assent of before does not carry over | §1.4, step 6
born 2014-06-10, gezag M, included 2026-01-10
2026-01-10  M give P1
2026-01-10  J assent P1
2026-06-10  *  vragenlijst by J
2026-06-10  ?  P1
=> deny 6 reconsent_pending

# The day before the 12th birthday assent is enough | §1.4, step 6
born 2014-06-10, gezag M, included 2026-01-10
2026-01-10  M give P1
2026-01-10  J assent P1
2026-06-09  *  vragenlijst by J
2026-06-09  ?  P1
=> allow 8 allowed

# Turned 12, day 90 of grace: existing data stay usable | D4, grace
born 2014-06-10, gezag M, included 2026-01-10
2026-01-10  M give P1
2026-01-10  J assent P1
2026-02-01  *  vragenlijst by J
2026-09-08  ?  P1
=> allow 8 allowed

# Turned 12, day 91: nobody asked | D4, after grace
born 2014-06-10, gezag M, included 2026-01-10
2026-01-10  M give P1
2026-01-10  J assent P1
2026-02-01  *  vragenlijst by J
2026-09-09  ?  P1
=> deny 6 reconsent_missing

# Turned 12, day 91: three documented attempts failed | D4, keep_if_3_attempts
born 2014-06-10, gezag M, included 2026-01-10
2026-01-10  M give P1
2026-01-10  J assent P1
2026-02-01  *  vragenlijst by J
2026-06-20  J ask P1
2026-06-27  J ask P1
2026-07-04  J ask P1
2026-09-09  ?  P1
=> allow 8 allowed

# Three attempts on one day are one attempt | D4, three attempts
born 2014-06-10, gezag M, included 2026-01-10
2026-01-10  M give P1
2026-01-10  J assent P1
2026-02-01  *  vragenlijst by J
2026-06-20  J ask P1 at 09:00
2026-06-20  J ask P1 at 10:00
2026-06-20  J ask P1 at 11:00
2026-09-09  ?  P1
=> deny 6 reconsent_missing

# Three attempts, but the protocol says block | D4, switch block
born 2014-06-10, gezag M, included 2026-01-10, policy existing_after_grace=block
2026-01-10  M give P1
2026-01-10  J assent P1
2026-02-01  *  vragenlijst by J
2026-06-20  J ask P1
2026-06-27  J ask P1
2026-07-04  J ask P1
2026-09-09  ?  P1
=> deny 6 reconsent_missing

# Kept after three attempts, until the person objects | D4, until the person objects
born 2014-06-10, gezag M, included 2026-01-10
2026-01-10  M give P1
2026-01-10  J assent P1
2026-02-01  *  vragenlijst by J
2026-06-20  J ask P1
2026-06-27  J ask P1
2026-07-04  J ask P1
2026-10-01  J object P1
2026-10-02  ?  P1
=> deny 6 objected

# Turned 12 and said no at once: existing data stay, as no wider scope was stated | D3 with D4
born 2014-06-10, gezag M, included 2026-01-10
2026-01-10  M give P1
2026-01-10  J assent P1
2026-02-01  *  vragenlijst by J
2026-06-12  J refuse P1
2026-12-01  ?  P1
=> allow 8 allowed

# New collection after grace stays closed, three attempts or not | D4, new collection denied
born 2014-06-10, gezag M, included 2026-01-10
2026-01-10  M give P1
2026-01-10  J assent P1
2026-06-20  J ask P1
2026-06-27  J ask P1
2026-07-04  J ask P1
2026-10-01  *  vragenlijst by J
2026-10-01  ?  P1
=> deny 6 reconsent_missing

# A yes after the grace opens existing data again | §1.4, step 6
born 2014-06-10, gezag M, included 2026-01-10
2026-01-10  M give P1
2026-01-10  J assent P1
2026-02-01  *  vragenlijst by J
2026-11-01  J give P1
2026-11-02  ?  P1
=> allow 8 allowed

# What was collected between the birthday and the yes stays closed | §1.4, steps 5 and 6
born 2014-06-10, gezag M, included 2026-01-10
2026-01-10  M give P1
2026-01-10  J assent P1
2026-07-01  *  vragenlijst by J
2026-07-15  J give P1
2026-08-01  ?  P1
=> deny 6 reconsent_pending

# Turned 16: the youth decides; within grace existing data stay | D4, 16
born 2010-06-10, gezag M V, included 2025-06-01
2025-06-01  M V J give P1
2025-07-01  *  vragenlijst by J
2026-09-01  ?  P1
=> allow 8 allowed

# Turned 16: a yes of 14 does not carry new collection | §1.4, step 6, 16
born 2010-06-10, gezag M V, included 2025-06-01
2025-06-01  M V J give P1
2026-07-01  *  vragenlijst by J
2026-07-01  ?  P1
=> deny 6 reconsent_pending

# Turned 16 and said yes: parents are no longer needed | §1.2, 16–17
born 2010-06-10, gezag M V, included 2025-06-01
2025-06-01  M V J give P1
2026-06-10  J give P1
2026-06-20  V withdraw
2026-07-01  *  vragenlijst by J
2026-07-01  ?  P1
=> allow 8 allowed

# Turned 16, no to reuse only: reuse of new data stops, participation goes on | story, 16th birthday
born 2010-06-10, gezag M V, included 2025-06-01
2025-06-01  M V J give P1 P6
2026-06-10  J give P1
2026-06-10  J refuse P6
2026-07-01  *  vragenlijst by J
2026-07-01  ?  P6
=> deny 4 collection_unlawful

# Turned 16, no further reuse: existing data leave the file for reuse | story, 16th birthday
born 2010-06-10, gezag M V, included 2025-06-01
2025-06-01  M V J give P1 P6
2025-07-01  *  vragenlijst by J
2026-06-10  J give P1
2026-06-10  J refuse P6 no_further_use
2026-07-01  ?  P6
=> deny 5 no_further_use

# 18th birthday between interview and use: a yes of 16 stays valid | §1.4, 18th birthday
born 2008-06-10, gezag M V, included 2025-06-01
2025-06-01  M V J give P1
2026-05-01  *  interview by J
2026-12-01  ?  P1
=> allow 8 allowed

# 18th birthday: a yes of 17 carries collection at 18 | §1.4, step 6, 18
born 2008-06-10, gezag M V, included 2025-07-01
2025-07-01  M V J give P1
2026-08-01  *  interview by J
2026-12-01  ?  P1
=> allow 8 allowed

# 18 gives no second grace to a yes that was missing since 16 | §1.4, step 6
born 2008-06-10, gezag M V, included 2023-06-01
2023-06-01  M V J give P1
2023-07-01  *  interview by J
2026-06-20  ?  P1
=> deny 6 reconsent_missing

# Born 29 February, turns 12 on 29 February in a leap year | §1.4, born 29 Feb
born 2016-02-29, gezag M, included 2027-01-10
2027-01-10  M give P1
2027-01-10  J assent P1
2028-02-29  *  vragenlijst by J
2028-02-29  ?  P1
=> deny 6 reconsent_pending

# Born 29 February, 28 February of a common year: still 15 | §1.4, born 29 Feb
born 2012-02-29, gezag M, included 2026-01-10, policy parents_16=never
2026-01-10  M J give P1
2028-02-28  *  vragenlijst by J
2028-02-28  ?  P1
=> allow 8 allowed

# Born 29 February 2008, 18 on 1 March 2026 and not on 28 February | §1.4, born 29 Feb
born 2008-02-29, included 2026-02-28
2026-02-28  J give P1
2026-02-28  *  vragenlijst by J
2026-03-01  ?  P1
=> deny 4 collection_unlawful

# Born 29 February 2008, on 1 March 2026 the youth decides alone | §1.4, born 29 Feb
born 2008-02-29, included 2026-03-01
2026-03-01  J give P1
2026-03-01  *  vragenlijst by J
2026-03-01  ?  P1
=> allow 8 allowed

# A parent gains gezag later: earlier data within grace | §1.4, parent gains gezag later
born 2012-06-10, gezag M, gezag V 2026-03-01.., included 2026-01-10
2026-01-10  M J give P1
2026-02-01  *  vragenlijst by J
2026-04-01  ?  P1
=> allow 8 allowed

# A parent gains gezag later and never confirms: closed after grace | §1.4, step 7
born 2012-06-10, gezag M, gezag V 2026-03-01.., included 2026-01-10
2026-01-10  M J give P1
2026-02-01  *  vragenlijst by J
2026-07-01  ?  P1
=> deny 7 reconsent_missing

# A parent gains gezag later and confirms | §1.4, step 7
born 2012-06-10, gezag M, gezag V 2026-03-01.., included 2026-01-10
2026-01-10  M J give P1
2026-02-01  *  vragenlijst by J
2026-03-20  V give P1
2026-07-01  ?  P1
=> allow 8 allowed

# A new holder of gezag says no to what already is there | §1.4, R(c) and R(t)
born 2012-06-10, gezag M, gezag V 2026-03-01.., included 2026-01-10
2026-01-10  M J give P1
2026-02-01  *  dossier
2026-01-10  M J give P2
2026-03-20  V refuse P2 no_further_use
2026-04-01  ?  P2
=> deny 5 no_further_use

# Gezag found out later: as known then, the datum was lawful | bitemporal
born 2012-06-10, gezag M, gezag V 2025-12-01.. recorded 2026-05-01, included 2026-01-10
2026-01-10  M J give P1
2026-02-01  *  vragenlijst by J
2026-03-01  ?  P1 known 2026-03-01
=> allow 8 allowed

# Gezag found out later: as known now, it was not | bitemporal
born 2012-06-10, gezag M, gezag V 2025-12-01.. recorded 2026-05-01, included 2026-01-10
2026-01-10  M J give P1
2026-02-01  *  vragenlijst by J
2026-06-01  ?  P1
=> deny 4 collection_unlawful

# Voogdij starts between T0 and T6: the T0 datum within grace | §1.4, voogdij between T0 and T6
born 2012-06-10, gezag M 2012-06-10..2026-02-28, voogdij GI 2026-03-01.., included 2026-01-10
2026-01-10  M J give P1
2026-01-20  *  vragenlijst by J
2026-05-01  ?  P1
=> allow 8 allowed

# Voogdij starts between T0 and T6: the T6 datum without the guardian's yes | §1.4
born 2012-06-10, gezag M 2012-06-10..2026-02-28, voogdij GI 2026-03-01.., included 2026-01-10
2026-01-10  M J give P1
2026-07-10  *  vragenlijst by J
2026-07-10  ?  P1
=> deny 4 collection_unlawful

# Voogdij starts between T0 and T6: the GI as guardian confirms | §1.1, GI guardian
born 2012-06-10, gezag M 2012-06-10..2026-02-28, voogdij GI 2026-03-01.., included 2026-01-10
2026-01-10  M J give P1
2026-04-01  GI give P1
2026-07-10  *  vragenlijst by J
2026-07-10  ?  P1
=> allow 8 allowed

# The guardian was asked three times and never answered | D4, a new guardian
born 2012-06-10, gezag M 2012-06-10..2026-02-28, voogdij VG 2026-03-01.., included 2026-01-10
2026-01-10  M J give P1
2026-01-20  *  vragenlijst by J
2026-03-10  VG ask
2026-03-20  VG ask
2026-03-30  VG ask
2026-08-01  ?  P1
=> allow 8 allowed

# Gezag ended and nobody took its place | §1.4, step 7
born 2012-06-10, gezag M 2012-06-10..2026-02-28, included 2026-01-10
2026-01-10  M J give P1
2026-01-20  *  vragenlijst by J
2026-08-01  ?  P1
=> deny 7 reconsent_missing

# OTS: the GI without gezag is not needed | §1.1, OTS
born 2012-06-10, gezag M, ots GI 2025-01-01.., included 2026-01-10
2026-01-10  M J give P1
2026-02-01  *  vragenlijst by J
2026-03-01  ?  P1
=> allow 8 allowed

# OTS: the GI without gezag cannot agree in the parent's place | §1.1, OTS
born 2012-06-10, gezag M, ots GI 2025-01-01.., included 2026-01-10
2026-01-10  GI J give P1
2026-02-01  *  vragenlijst by J
2026-03-01  ?  P1
=> deny 4 collection_unlawful

# Partial gezag of the GI: parent and GI both | §1.1, partial gezag
born 2012-06-10, gezag M, partial GI 2025-01-01.., included 2026-01-10
2026-01-10  M J give P1
2026-02-01  *  vragenlijst by J
2026-03-01  ?  P1
=> deny 4 collection_unlawful

# Partial gezag of the GI: both said yes | §1.1, partial gezag
born 2012-06-10, gezag M, partial GI 2025-01-01.., included 2026-01-10
2026-01-10  M GI J give P1
2026-02-01  *  vragenlijst by J
2026-03-01  ?  P1
=> allow 8 allowed

# Signed before the court gave gezag: does not count | §1.4, step 4
born 2012-06-10, gezag M, gezag V 2026-01-20.., included 2026-01-25
2026-01-10  M V J give P1
2026-02-01  *  vragenlijst by J
2026-03-01  ?  P1
=> deny 4 collection_unlawful

# Form v2 adds P6: an old signer is not in reuse | §1.4, form v2 adds P6
born 2012-06-10, gezag M, included 2026-01-10
letter a P1 P2 2025-01-01..2026-03-01, letter b 2026-03-02..
2026-01-10  M J give P1 letter a
2026-02-01  *  vragenlijst by J
2026-04-01  ?  P6
=> deny 4 collection_unlawful

# Form v2 adds P6: an old signer still takes part | §1.4, form v2 adds P6
born 2012-06-10, gezag M, included 2026-01-10
letter a P1 P2 2025-01-01..2026-03-01, letter b 2026-03-02..
2026-01-10  M J give P1 letter a
2026-02-01  *  vragenlijst by J
2026-04-01  ?  P1
=> allow 8 allowed

# A yes to P6 counts only if that letter asked P6 | §1.4, step 4, form version
born 2012-06-10, gezag M, included 2026-01-10, letter a P1 P2
2026-01-10  M J give P1 letter a
2026-01-10  M J give P6 letter a
2026-02-01  *  vragenlijst by J
2026-04-01  ?  P6
=> deny 4 collection_unlawful

# Signed with a letter that was no longer valid | §1.4, step 4, form version
born 2012-06-10, gezag M, included 2026-01-10, letter a 2024-01-01..2025-12-31
2026-01-10  M J give P1 letter a
2026-02-01  *  vragenlijst by J
2026-04-01  ?  P1
=> deny 4 collection_unlawful

# A yes without any letter | §1.4, step 4, form version
born 2012-06-10, gezag M, included 2026-01-10
2026-01-10  M J give P1 letter none
2026-02-01  *  vragenlijst by J
2026-04-01  ?  P1
=> deny 4 collection_unlawful

# The purpose was widened (version 2): old signers are not covered | §1.4, purpose version
born 2012-06-10, gezag M, included 2026-01-10, policy P6.version=2
2026-01-10  M J give P1 P6
2026-02-01  *  vragenlijst by J
2026-04-01  ?  P6
=> deny 4 collection_unlawful

# The purpose was only reworded: old signers are covered | §1.4, purpose version
born 2012-06-10, gezag M, included 2026-01-10, policy P6.version=2 P6.also_covers=1
2026-01-10  M J give P1 P6
2026-02-01  *  vragenlijst by J
2026-04-01  ?  P6
=> allow 8 allowed

# The term of the consent is over: collection after it is unlawful | §1.4, expired consent
born 2012-06-10, gezag M, included 2026-01-10
2026-01-10  M J give P1 until 2026-12-31
2027-01-01  *  vragenlijst by J
2027-01-02  ?  P1
=> deny 4 collection_unlawful

# The last day of the term still counts | §1.4, expired consent
born 2012-06-10, gezag M, included 2026-01-10
2026-01-10  M J give P1 until 2026-12-31
2026-12-31  *  vragenlijst by J
2027-06-01  ?  P1
=> allow 8 allowed

# The purpose has a default term of 12 months | §1.4, default term
born 2007-06-10, included 2026-01-10, policy P8.default_term=12
2026-01-10  J give P8 P1
2027-02-01  *  contact
2027-02-01  ?  P8
=> deny 4 collection_unlawful

# Refused, later given: what lies after the yes opens | §1.4, refusal then later given
born 2007-06-10, included 2026-01-10
2026-01-10  J refuse P1
2026-03-01  J give P1
2026-03-02  *  vragenlijst by J
2026-04-01  ?  P1
=> allow 8 allowed

# Refused, later given: what was collected under the refusal stays closed | §1.4
born 2007-06-10, included 2026-01-10
2026-01-10  J refuse P1
2026-02-01  *  vragenlijst by J
2026-03-01  J give P1
2026-04-01  ?  P1
=> deny 4 collection_unlawful

# Withdrawn without scope: what was there stays usable | D3, no scope = no new data
born 2007-06-10, included 2026-01-10
2026-01-10  J give P1
2026-02-01  *  vragenlijst by J
2026-03-01  J withdraw
2026-04-01  ?  P1
=> allow 8 allowed

# Withdrawn on the very day of the interview: the day counts as after | §1.4, c ≥ effective
born 2007-06-10, included 2026-01-10
2026-01-10  J give P1
2026-03-01  *  interview by J
2026-03-01  J withdraw at 16:00
2026-04-01  ?  P1
=> deny 4 collection_unlawful

# Withdrawn, no further use: everything is closed | §1.4, step 5
born 2007-06-10, included 2026-01-10
2026-01-10  J give P1
2026-02-01  *  vragenlijst by J
2026-03-01  J withdraw no_further_use
2026-04-01  ?  P1
=> deny 5 no_further_use

# The day before the withdrawal takes effect the data are usable | §1.4, step 5
born 2007-06-10, included 2026-01-10
2026-01-10  J give P1
2026-02-01  *  vragenlijst by J
2026-03-01  J withdraw no_further_use
2026-02-28  ?  P1
=> allow 8 allowed

# No further use, then yes with an ordinary letter: earlier data stay closed | §1.4, step 5
born 2007-06-10, included 2026-01-10
2026-01-10  J give P1
2026-02-01  *  vragenlijst by J
2026-03-01  J withdraw no_further_use
2026-05-01  J give P1
2026-06-01  ?  P1
=> deny 5 no_further_use

# No further use, then yes with a letter that reopens: earlier data open again | §1.4, step 5
born 2007-06-10, included 2026-01-10, letter again reopens
2026-01-10  J give P1
2026-02-01  *  vragenlijst by J
2026-03-01  J withdraw no_further_use
2026-05-01  J give P1 letter again
2026-06-01  ?  P1
=> allow 8 allowed

# Erase of one purpose is final, whatever comes later | §1.4, erase is final
born 2007-06-10, included 2026-01-10, letter again reopens
2026-01-10  J give P1 P3
2026-02-01  *  opname by J
2026-03-01  J withdraw P3 erase
2026-05-01  J give P3 letter again
2026-06-01  ?  P3
=> deny 5 erase

# Erase of everything, asked by the youth | §1.4, step 1
born 2007-06-10, included 2026-01-10
2026-01-10  J give P1
2026-02-01  *  vragenlijst by J
2026-03-01  J withdraw erase
2026-03-01  ?  P1
=> deny 1 erased

# The keys were destroyed | §1.4, step 1
born 2007-06-10, included 2026-01-10, erased 2026-03-01
2026-01-10  J give P1
2026-02-01  *  vragenlijst by J
2026-03-02  ?  P1
=> deny 1 erased

# Contact only: data stay usable and even new dossier data may come | §1.4, contact_only
born 2007-06-10, included 2026-01-10
2026-01-10  J give P1 P2
2026-02-01  J withdraw contact_only
2026-03-01  *  dossier
2026-04-01  ?  P2
=> allow 8 allowed

# Participation withdrawn: reuse falls with it | D2, purposes rest on P1
born 2007-06-10, included 2026-01-10
2026-01-10  J give P1 P6
2026-02-01  *  vragenlijst by J
2026-03-01  J withdraw P1 no_further_use
2026-04-01  ?  P6
=> deny 5 no_further_use

# Reuse withdrawn: participation goes on | D2, each purpose its own yes/no
born 2007-06-10, included 2026-01-10
2026-01-10  J give P1 P6
2026-02-01  *  vragenlijst by J
2026-03-01  J withdraw P6 no_further_use
2026-04-01  ?  P1
=> allow 8 allowed

# No to the dossier, yes to taking part | D2, P2 dossier
born 2007-06-10, included 2026-01-10
2026-01-10  J give P1
2026-01-10  J refuse P2
2026-02-01  *  dossier
2026-04-01  ?  P2
=> deny 4 collection_unlawful

# Transcription by a bureau asks P12, P3 and P1 | D2, P12
born 2007-06-10, included 2026-01-10
2026-01-10  J give P1 P3
2026-02-01  *  opname by J
2026-02-02  ?  P12
=> deny 4 collection_unlawful

# Transcription by a bureau: all three given | D2, P12
born 2007-06-10, included 2026-01-10
2026-01-10  J give P1 P3 P12
2026-02-01  *  opname by J
2026-02-02  ?  P12 for transcriptie
=> allow 8 allowed

# A recipient that the purpose does not name | §1.4, step 3
born 2007-06-10, included 2026-01-10
2026-01-10  J give P1
2026-02-01  *  vragenlijst by J
2026-02-02  ?  P1 for gemeente
=> deny 3 scope

# A purpose that the protocol does not know | §1.4, step 3
born 2007-06-10, included 2026-01-10
2026-01-10  J give P1
2026-02-01  *  vragenlijst by J
2026-02-02  ?  P5
=> deny 3 scope

# Two events at the same timestamp: the no wins | §1.4, two events with the same timestamp
born 2007-06-10, included 2026-01-10
2026-01-10  J withdraw P1 at 10:00
2026-01-10  J give P1 at 10:00
2026-02-01  *  vragenlijst by J
2026-02-02  ?  P1
=> deny 4 collection_unlawful

# A minute later the yes counts | §1.4, two events on one day
born 2007-06-10, included 2026-01-10
2026-01-10  J refuse P1 at 10:00
2026-01-10  J give P1 at 10:01
2026-02-01  *  vragenlijst by J
2026-02-02  ?  P1
=> allow 8 allowed

# Recorded four days late: as known then | §1.4, event recorded late
born 2007-06-10, included 2026-01-10
2026-01-10  J give P1 recorded 2026-01-14
2026-01-11  *  vragenlijst by J
2026-01-12  ?  P1 known 2026-01-12
=> deny 4 collection_unlawful

# Recorded four days late: as known now | §1.4, event recorded late
born 2007-06-10, included 2026-01-10
2026-01-10  J give P1 recorded 2026-01-14
2026-01-11  *  vragenlijst by J
2026-01-12  ?  P1 known 2026-02-01
=> allow 8 allowed

# Recorded 60 days late: a flag, not a permit for the days between | §1.4, retroactive signing
born 2007-06-10, included 2026-01-10
2026-01-10  J give P1 recorded 2026-03-11
2026-02-01  *  vragenlijst by J
2026-04-01  ?  P1
=> deny 4 collection_unlawful

# Recorded 60 days late: counts from its recording | §1.4, retroactive signing
born 2007-06-10, included 2026-01-10
2026-01-10  J give P1 recorded 2026-03-11
2026-03-11  *  vragenlijst by J
2026-04-01  ?  P1
=> allow 8 allowed

# A withdrawal recorded late counts from the day it was said | §1.4, bitemporal
born 2007-06-10, included 2026-01-10
2026-01-10  J give P1
2026-02-01  J withdraw recorded 2026-05-01
2026-03-01  *  vragenlijst by J
2026-06-01  ?  P1
=> deny 4 collection_unlawful

# A withdrawal recorded late: as known then the use was right | §1.4, bitemporal
born 2007-06-10, included 2026-01-10
2026-01-10  J give P1
2026-02-01  J withdraw recorded 2026-05-01
2026-03-01  *  vragenlijst by J
2026-04-01  ?  P1 known 2026-04-01
=> allow 8 allowed

# A no entered by mistake counts until its correction is known | §1.4, corrected
born 2007-06-10, included 2026-01-10
2026-01-10  J refuse P1
2026-01-10  J give P1 at 11:00
2026-01-12  J correct 1
2026-02-01  *  vragenlijst by J
2026-03-01  ?  P1 known 2026-01-11
=> deny 4 collection_unlawful

# A mistake is corrected by a new event, never by a change | §1.4, corrected
born 2007-06-10, included 2026-01-10
2026-01-10  J refuse P1
2026-01-10  J give P1 at 11:00
2026-01-12  J correct 1
2026-02-01  *  vragenlijst by J
2026-03-01  ?  P1
=> allow 8 allowed

# Age 16, assessed not able: the representatives decide | §1.2, capacity
born 2009-06-10, gezag M, included 2026-01-10, unable 2025-12-01..
2026-01-10  M give P1
2026-02-01  *  vragenlijst by M
2026-01-10  M.self give P1
2026-03-01  ?  P1
=> allow 8 allowed

# Age 16, assessed not able: verzet still blocks new data | §1.2, capacity
born 2009-06-10, gezag M, included 2026-01-10, unable 2025-12-01..
2026-01-10  M give P1 P2
2026-02-01  J object
2026-02-02  *  dossier
2026-03-01  ?  P2
=> deny 5 no_new_data

# Age 19, assessed not able: a parent's old gezag is no ground | §1.2, capacity
born 2006-06-10, gezag M, mentor MT 2025-01-01.., included 2026-01-10, unable 2025-01-01..
2026-01-10  M give P1
2026-02-01  *  vragenlijst by J
2026-03-01  ?  P1
=> deny 4 collection_unlawful

# Age 19, assessed not able: the mentor decides | §1.2, capacity
born 2006-06-10, gezag M, mentor MT 2025-01-01.., included 2026-01-10, unable 2025-01-01..
2026-01-10  MT give P1
2026-02-01  *  vragenlijst by J
2026-03-01  ?  P1
=> allow 8 allowed

# The assessment ran out: from then the youth itself is asked | §1.2, validity of an assessment
born 2009-06-10, gezag M, included 2026-01-10, unable 2025-12-01..2026-06-30
2026-01-10  M give P1 P2
2026-02-01  *  dossier
2026-12-01  ?  P2
=> deny 6 reconsent_missing

# A parent wants a 14-year-old's questionnaire erased, the youth does not | D3, frozen
born 2012-06-10, gezag M, included 2026-01-10
2026-01-10  M J give P1
2026-02-01  *  vragenlijst by J
2026-03-01  M withdraw erase
2026-04-01  ?  P1
=> deny 5 frozen

# A parent says no further use against a 14-year-old's wish | D3, frozen
born 2012-06-10, gezag M, included 2026-01-10
2026-01-10  M J give P1
2026-02-01  *  vragenlijst by J
2026-03-01  M withdraw P1 no_further_use
2026-04-01  ?  P1
=> deny 5 frozen

# Frozen, then the controller sets the parent's wish aside | D3, controller decides
born 2012-06-10, gezag M, included 2026-01-10
2026-01-10  M J give P1
2026-02-01  *  vragenlijst by J
2026-03-01  M withdraw erase
2026-03-20  M decide set_aside 3
2026-04-01  ?  P1
=> allow 8 allowed

# Frozen, then the controller honours the parent's wish | D3, controller decides
born 2012-06-10, gezag M, included 2026-01-10
2026-01-10  M J give P1
2026-02-01  *  vragenlijst by J
2026-03-01  M withdraw erase
2026-03-20  M decide honoured 3
2026-04-01  ?  P1
=> deny 1 erased

# Parent and 14-year-old both want it stopped: not frozen | D3, not against the youth's wish
born 2012-06-10, gezag M, included 2026-01-10
2026-01-10  M J give P1
2026-02-01  *  vragenlijst by J
2026-02-28  J withdraw
2026-03-01  M withdraw erase
2026-04-01  ?  P1
=> deny 1 erased

# A parent of a 14-year-old erases: the parent's own words are not frozen | D3, own contribution
born 2012-06-10, gezag M, included 2026-01-10
2026-01-10  M J M.self give P1
2026-02-01  *  interview by M
2026-03-01  M withdraw P1 erase
2026-04-01  ?  P1
=> deny 5 erase

# A parent of a 10-year-old erases: done | D3, under 12
born 2016-06-10, gezag M, included 2026-01-10
2026-01-10  M give P1
2026-01-10  J assent P1
2026-02-01  *  vragenlijst by J
2026-03-01  M withdraw erase
2026-04-01  ?  P1
=> deny 1 erased

# Restriction asked: use rests until it is lifted | D6, restriction
born 2007-06-10, included 2026-01-10
2026-01-10  J give P1
2026-02-01  *  vragenlijst by J
2026-03-01  J restrict
2026-04-01  ?  P1
=> deny 5 restricted

# Restriction lifted | D6, restriction
born 2007-06-10, included 2026-01-10
2026-01-10  J give P1
2026-02-01  *  vragenlijst by J
2026-03-01  J restrict
2026-03-20  J lift
2026-04-01  ?  P1
=> allow 8 allowed

# Feedback on the own case: the source released nothing | D5, default not
born 2007-06-10, included 2026-01-10
2026-01-10  J give P1 P10
2026-02-01  *  interview by J ref d1
2026-03-01  ?  P10 for M
=> deny 3 not_released

# Feedback on the own case: released for this reader | D5, named readers
born 2007-06-10, included 2026-01-10
2026-01-10  J give P1 P10
2026-02-01  *  interview by J ref d1
2026-02-10  J release d1 to M+PRO
2026-03-01  ?  P10 for M
=> allow 8 allowed

# Feedback on the own case: released for somebody else | D5, one version per reader
born 2007-06-10, included 2026-01-10
2026-01-10  J give P1 P10
2026-02-01  *  interview by J ref d1
2026-02-10  J release d1 to PRO
2026-03-01  ?  P10 for M
=> deny 3 not_released

# Feedback on the own case: the release was taken back | D5, latest release counts
born 2007-06-10, included 2026-01-10
2026-01-10  J give P1 P10
2026-02-01  *  interview by J ref d1
2026-02-10  J release d1 to M
2026-02-20  J release d1
2026-03-01  ?  P10 for M
=> deny 3 not_released

# Feedback on the own case: satisfaction and ACE never enter | D5, never in it
born 2007-06-10, included 2026-01-10
2026-01-10  J give P1 P10
2026-02-01  *  vertrouwelijk by J ref d1
2026-02-10  J release d1 to M
2026-03-01  ?  P10 for M
=> deny 3 scope

# A learning session: every speaker's own words need a yes | D2, P4
born 2007-06-10, included 2026-01-10
2026-01-10  J give P1 P4
2026-01-10  PRO give P1
2026-02-01  *  leersessie by PRO
2026-03-01  ?  P4
=> deny 4 collection_unlawful

# Sampling frame: a nameless row under an agreement | D1, P0
agreement RET1 2025-01-01..2028-12-31
2026-02-01  *  ret_kader ret RET1
2026-03-01  ?  P0
=> allow 8 allowed

# Sampling frame: no agreement with this RET | D1, P0
agreement RET1 2025-01-01..2028-12-31
2026-02-01  *  ret_kader ret RET2
2026-03-01  ?  P0
=> deny 4 collection_unlawful

# Sampling frame: obtained before the agreement | D1, collected_on is the day of obtaining
agreement RET1 2026-02-02..2028-12-31
2026-02-01  *  ret_kader ret RET1
2026-03-01  ?  P0
=> deny 4 collection_unlawful

# Sampling frame: the agreement ended, rows may stay | D1, P0
agreement RET1 2025-01-01..2026-03-31
2026-02-01  *  ret_kader ret RET1
2026-05-01  ?  P0
=> allow 8 allowed

# Sampling frame: the agreement ended and forbids further use | D1, P0
agreement RET1 2025-01-01..2026-03-31 no_further_use
2026-02-01  *  ret_kader ret RET1
2026-05-01  ?  P0
=> deny 5 no_further_use

# Sampling frame: never for another purpose | D1, flow and comparison only
born 2007-06-10, included 2026-01-10, agreement RET1 2025-01-01..
2026-01-10  J give P1 P6
2026-02-01  *  ret_kader ret RET1
2026-05-01  ?  P6
=> deny 3 scope

# A case's own data are not sampling frame | D1, P0
born 2007-06-10, included 2026-01-10, agreement RET1 2025-01-01..
2026-01-10  J give P1
2026-02-01  *  vragenlijst by J ret RET1
2026-05-01  ?  P0
=> deny 3 scope

# Linking a registration to the case asks P7 | D1, linkage purpose
born 2007-06-10, included 2026-01-10
2026-01-10  J give P1
2026-02-01  *  koppeling
2026-05-01  ?  P7
=> deny 4 collection_unlawful

# Kept for ten years | §1.4, step 2
born 2007-06-10, included 2026-01-10
2026-01-10  J give P1
2026-02-01  *  vragenlijst by J
2036-02-01  ?  P1
=> allow 8 allowed

# Ten years and a day | §1.4, step 2
born 2007-06-10, included 2026-01-10
2026-01-10  J give P1
2026-02-01  *  vragenlijst by J
2036-02-02  ?  P1
=> deny 2 retention

# Its own last day passed | §1.4, step 2
born 2007-06-10, included 2026-01-10
2026-01-10  J give P1 P3
2026-02-01  *  opname by J keep 2026-08-01
2026-08-02  ?  P3
=> deny 2 retention

# Past retention, but the protocol exempts this purpose | §1.4, step 2
born 2007-06-10, included 2026-01-10, policy exempt=P1
2026-01-10  J give P1
2026-02-01  *  vragenlijst by J
2036-02-02  ?  P1
=> allow 8 allowed
"""


def _cases():
    for block in TEXT.strip().split("\n\n"):
        heading, *lines = block.splitlines()
        title, _, rule = heading.lstrip("# ").partition(" | ")
        yield parse(title, rule, "\n".join(lines))


CASES = tuple(_cases())
