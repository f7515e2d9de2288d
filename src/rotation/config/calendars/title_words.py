"""Words of calendar titles: absences and words near them, and first names that are words.

In `plain` form. A missing word causes a question, never a lost absence, because titles that are not
understood are reported.
"""

__all__ = [
    "AWAY",
    "BESIDE",
    "CALENDAR",
    "COMPOUND_NAMES",
    "DAYS_OFF",
    "KINDS",
    "NO_SURNAMES",
    "PREDICATES",
    "REASONS",
    "WORD_NAMES",
    "ZONES",
]


def _words(*texts: str) -> frozenset[str]:
    return frozenset(word for text in texts for word in text.split())


AWAY = _words(
    """
    off ooo oof out away absent absence unavailable leave pto vto loa toil
    vacation vacations vac holiday holidays hols timeoff dayoff halfday
    sick sickness sickleave ill illness unwell flu covid injured sabbatical honeymoon
    ooto rdo lieu maternity paternity bereavement
    urlaub frei abwesend abwesenheit krank krankheit elternzeit feiertag sonderurlaub resturlaub
    jahresurlaub bildungsurlaub kurzurlaub gleittag gleitzeit uberstunden uberstundenabbau
    zeitausgleich bruckentag mutterschutz kindkrank krankenstand krankgeschrieben
    vacances conge conges absente maladie malade rtt
    vacaciones ausente permiso libre ferias folga licenca ausencia
    ferie malattia permesso assente vakantie verlof vrij ziek afwezig
    semester ledig sjuk borta ferien urlop wolne zwolnienie loma syg fri orlov syk permisjon
    wakacje chorobowe dovolena nemocenska volno szabadsag betegszabadsag concediu lomalla sairas
    izin izinli izinde tatil vacanza vacanze congedo baja descanso
    \u043e\u0442\u043f\u0443\u0441\u043a \u043e\u0442\u0433\u0443\u043b
    \u0431\u043e\u043b\u044c\u043d\u0438\u0447\u043d\u044b\u0438
    \u0432\u044b\u0445\u043e\u0434\u043d\u043e\u0438
    \u0432\u0456\u0434\u043f\u0443\u0441\u0442\u043a\u0430
    \u03b1\u03b4\u03b5\u03b9\u03b1 \u4f11\u6687 \u6709\u7d66
    \u4f11\u5047 \u5e74\u5047 \u75c5\u5047 \ud734\uac00 \uc5f0\ucc28
    """
)
"""Words for an absence, in English and other languages."""

KINDS = _words(
    """
    annual paid unpaid personal family care medical parental compassionate jury half partial
    """
)
"""Kinds of absences: with words for work, they still mean an absence."""

_PARTS_OF_DAY = _words("full morning afternoon evening am pm")

REASONS = _words(
    """
    surgery hospital funeral wedding birthday moving move dentist doctor doctors doc appointment
    appt conference training course workshop offsite travel travelling traveling trip flight break
    busy blocked dienstreise fortbildung zahnarzt arzt arzttermin umzug messe schulung
    """
)
"""Reasons for being away."""

BESIDE = (
    KINDS
    | _PARTS_OF_DAY
    | _words(
        """
    a an the is s in on at from to until till through thru and or of this next all whole part
    early late day days week weeks weekend hour hours mornings afternoons night today tomorrow
    time extended long short comp compensation approved pending confirmed tentative planned
    requested tbc tbd bis von ab und am vom zum ganztags vormittag nachmittag
    """
    )
)
"""Words near an absence that do not identify a person."""

_WEEKDAYS = _words(
    """
    monday tuesday wednesday thursday friday saturday sunday
    mon tue tues wed weds thu thur thurs fri sat sun
    montag dienstag mittwoch donnerstag freitag samstag sonntag
    """
)

CALENDAR = frozenset(f"{day}s" for day in _WEEKDAYS) | _words(
    " ".join(sorted(_WEEKDAYS)),
    """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    januar februar marz mai juni juli oktober dezember
    summer autumn winter spring christmas xmas easter thanksgiving ramadan eid diwali hanukkah
    passover pentecost weihnachten ostern pfingsten silvester carnival karneval
    """,
)
"""Months, weekdays, seasons and holidays."""

ZONES = _words(
    """
    UTC GMT BST IST CET CEST MEZ MESZ EET EEST WET WEST MSK EST EDT ET CST CDT CT MST MDT MT PST PDT
    PT AKST AKDT HST JST KST SGT HKT AEST AEDT ACST AWST NZST NZDT SAST BRT WIB PKT
    US USA UK EU EMEA APAC AMER LATAM
    Z Eastern Central Mountain Pacific Atlantic
    """
)
"""Abbreviations of time zones and regions in titles, in this spelling."""

NO_SURNAMES = (
    AWAY
    | CALENDAR
    | REASONS
    | KINDS
    | _PARTS_OF_DAY
    | _words(
        """
        time on call oncall duty shift primary secondary backup standby stand by support rotation
        rota track team week lead pager handover bereitschaft dienst rufbereitschaft
        wfh remote remotely homeoffice home office online
        weekend approved pending confirmed tentative planned requested today tomorrow comp
        compensation flex
        """
    )
)
"""Words after a first name that are not surnames, besides `ZONES`."""

PREDICATES = _words("is on off out away absent unavailable sick ill unwell ooo oof pto")
"""Words that show that the word before is a person, which `holiday` does not."""

DAYS_OFF = _words(
    """
    monday tuesday wednesday thursday friday saturday sunday summer autumn winter spring
    christmas easter noel eve
    """
)
"""First names for which `off` proves nothing: `Sunday off`."""

COMPOUND_NAMES = _words(
    """
    january february march april may june july august augusta autumn summer winter spring season
    noel easter christmas holiday eve dawn monday tuesday wednesday thursday friday saturday sunday
    valentine merry happy golden rose ash palm king queen prince princess royal victory liberty
    unity justice harmony christian german roman
    paris london berlin vienna milan geneva sydney austin dallas houston orlando boston brooklyn
    israel china india kenya asia america georgia victoria cairo lisbon rio
    long an in do so my or on to he we us go can you be at no if is thu
    """
)
"""First names that form a phrase with the next word: `April vacation`, `India holiday`."""

WORD_NAMES = COMPOUND_NAMES | _words(
    """
    grace faith hope joy charity patience prudence constance constant mercy honor honour verity
    felicity amity clemency chastity serenity trinity melody destiny blessing comfort precious
    praise
    promise bliss glory victor innocent gift goodness wisdom miracle merit noble earnest genesis
    heaven haven angel cherish desire love
    will bill rob mark drew chase art pat sue rich frank bob chuck grant lance rod nick josh
    skip chip chance buck buddy bud cash penny price pierce bond tab van wade max miles ace guy gene
    jean dean earl duke baron marquis bishop pope abbot abbey deacon pilgrim marshal marshall major
    judge page reeve steward ward warden spencer mason hunter fisher archer carter cooper tanner
    taylor tyler parker walker porter turner weaver baker miller skipper sailor chandler shepherd
    butler clark usher piper harper palmer foster wright
    ray sunny sun sonny sandy rusty misty stormy windy storm rain sky star moon nova sol echo blaze
    ember ocean river brook brooks lake bay cliff clay stone rock rocky flint dale glen heath
    heather
    forest woody aspen linden rowan hazel laurel myrtle olive ivy holly lily daisy violet iris
    jasmine poppy flora fern willow maple rosemary ginger sage basil herb saffron cherry berry apple
    honey candy coco brandy sherry clementine pepper amber jade ruby pearl opal crystal gem jewel
    coral ebony ivory diamond emerald garnet beryl jasper goldie silver sterling red blue gray grey
    scarlet raven robin wren jay martin lark dove birdie drake falcon wolf fox bear colt bunny kitty
    kit cat buffy fawn merlin carol aria lyric cadence viola reed bell belle song story poet alpha
    delta omega case link edge dash jet pace race rush trip tripp trace ever wilder young barb bee
    florence phoenix madison lincoln savannah charlotte chelsea jordan virginia carolina dakota
    montana sierra jersey troy devon kent brad crew curt dot gale gay jack lacy lady pansy peg pip
    rosy sal sparkle temple tiny velvet win
    """
)
"""First names that are English words; without an absence they do not count as names."""
