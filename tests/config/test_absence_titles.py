"""Whose absence a title says: names, namesakes, first names that are words, people who stay."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from title_cases import PEOPLE, engineer, read, shown, team

from rotation.config.calendars.absence_titles import AbsenceTitle, title_reader
from rotation.config.calendars.title_words import COMPOUND_NAMES, WORD_NAMES
from rotation.config.calendars.titles import Titles
from rotation.config.person_names import plain

NAMED = {
    "Ada Lovelace - PTO": "ada",
    "Ada Lovelace (Vacation - 5 days)": "ada",
    "OOO: Ada": "ada",
    "ada out": "ada",
    "Lovelace, Ada - vacation": "ada",
    "[OOO] Lovelace, Ada": "ada",
    "ada@example.com away": "ada",
    "Joao off": "joao",
    "JOÃO PEREIRA (Sick)": "joao",
    "Pereira, Joao: vacation": "joao",
    "Max Mueller (PTO)": "max",
    "Muller, Max (PTO)": "max",
    "CC off": "cai",
    "Caitlin - PTO": "cai",
    "Ann off": "ann",
    "Ann Lee (PTO)": "ann",
    "Ann-Lee Smith (PTO)": "ann-lee-smith",
    "Ann-Lee off": "ann-lee-smith",
    "lin.w off": "lin.w",
    "🌴 Ada 🌴": "ada",
}


@pytest.mark.parametrize("title", NAMED)
def test_a_title_names_one_person(title: str) -> None:
    """Ids, addresses, names in both orders, aliases and unique first names, accents aside."""
    assert shown(title) == [NAMED[title]]


@pytest.mark.parametrize(
    "title",
    [
        "Team dinner",
        "Office closed",
        "Lin off",
        "Lovelace off",
        "Becker off",
        "ada@example.org away",
        "adam off",
        "No one",
        "",
        "()",
    ],
)
def test_a_title_names_nobody(title: str) -> None:
    """A surname alone, a first name of two, and what only looks like a name mean nobody."""
    assert shown(title) == []


def test_a_title_that_names_two_people_says_both() -> None:
    """Whoever asks decides that it is unclear."""
    assert shown("Ada and Ben off") == ["ada", "ben-becker"]
    assert shown("Ada Lovelace / Grace Hopper") == ["ada", "grace"]


# -- namesakes ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    [
        "Ada Byron (Vacation - 5 days)",
        "Ada Byron - PTO",
        "Ada Byron \u2013 PTO",
        "Ada Byron: PTO",
        "Ada Byron",
        "Vacation: Ada Byron",
        "Vacation (Ada Byron)",
        "[OOO] Ada Byron | back Monday",
        "Ada Byron 🌴",
        "Ada Byron!",
        "Ada Byron's vacation",
        "Ada O'Neil - PTO",
        "Ada Zuse-Byron - PTO",
        "Ada B. (Vacation)",
        "ADA BYRON - PTO",
        "Byron, Ada (Vacation)",
        "OOO: Byron, Ada",
        "Joao Byron (Vacation)",
        "Caitlin Byron (Vacation)",  # of an alias
        "Zed Shaw - PTO",  # nobody knows what Zed is called besides
        "Grace Kelly (Vacation)",
    ],
)
def test_a_namesake_is_somebody_else(title: str) -> None:
    """A first name and one capitalised word, then the end, a bracket or a dash: not our person."""
    assert shown(title) == []
    assert any("is somebody else" in doubt for doubt in read(title).doubts)


@pytest.mark.parametrize(
    "title",
    [
        "Ada Fridays off",
        "Ada Friday",
        "Ada Friday - off",
        "Ada Dec (off)",
        "Ada Christmas",
        "Ada PST (off)",
        "Ada EMEA - PTO",
        "Ada OOO",
        "Ada Vacation (5 days)",
        "Ada Urlaub",
        "Ada Dentist - am",
        "Ada Time-Off (approved)",
        "Ada Half-Day",
        "Ada L. (PTO)",
        "Ada L - PTO",
        "Ada King-Lovelace (PTO)",
        "Ada Lovelace-King (PTO)",
        "Ada Lisbon trip",
        "Ada Maria Byron (Vacation)",
        "Ada on leave",
        "Ada: Lisbon",
        "Ada, Lisbon",
        "ada lisbon",
        "Lisbon - Ada",
    ],
)
def test_other_titles_with_a_first_name_mean_the_person(title: str) -> None:
    """Weekdays, months, zones, absences, own names and initials, and longer titles."""
    assert shown(title) == ["ada"]


def test_two_first_names_side_by_side_are_two_people() -> None:
    """A first name behind another one is not a surname when somebody of the team has it."""
    assert shown("Ada Ben - PTO") == ["ada", "ben-becker"]


# -- first names that are words -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "who"),
    [
        ("May off", "may"),
        ("May - PTO", "may"),
        ("May (Vacation)", "may"),
        ("OOO: May", "may"),
        ("May is on vacation", "may"),
        ("May out sick", "may"),
        ("May's vacation", "may"),
        ("MAY OOO", "may"),
        ("May Chan", "may"),
        ("May Chan in Lisbon", "may"),
        ("April - vacation", "april"),
        ("Sunday is sick", "sunday"),
        ("Sunday - PTO", "sunday"),
        ("Will out", "will"),
        ("Will (parental leave)", "will"),
        ("Will", "will"),
        ("Mark out of office", "mark"),
        ("Sick day: Mark", "mark"),
        ("grace", "grace"),
        ("OOO: grace", "grace"),
        ("Grace on sick leave until 12 Dec", "grace"),
        ("Grace half day Friday off", "grace"),
        ("Grace PTO (cover: Ada)", "grace"),
        ("King is on leave", "king"),
    ],
)
def test_a_word_is_a_name_where_it_stands_before_an_absence(title: str, who: str) -> None:
    """A first name that is a word of English counts when nothing but an absence is said."""
    assert shown(title) == [who]


@pytest.mark.parametrize(
    "title",
    [
        "May planning",
        "May",
        "May Day",
        "May release (v2)",
        "Out in May",
        "Vacation May",
        "Off May 4-8",
        "May 4 off",
        "May bank holiday",
        "All of May off",
        "April vacation",
        "April release",
        "Sunday off",
        "Sunday brunch",
        "Summer party",
        "Will be out of office",
        "Will it ship?",
        "This will take a day off your week",
        "Mark your calendars",
        "Mark the date",
        "Grace period ends",
        "Out of grace",
        "King's Day off",
    ],
)
def test_a_word_is_no_name_in_an_ordinary_title(title: str) -> None:
    """When it stays unclear nobody is assumed."""
    assert shown(title) == []


def test_a_word_does_not_make_a_clear_title_unclear() -> None:
    """Beside a name a word stays a word, unless it stands in one row with it."""
    assert shown("Ada will be out") == ["ada"]
    assert shown("Ada off May 4-8") == ["ada"]
    assert shown("Ada and May off") == ["ada", "may"]
    assert shown("Will, Mark & Ada out") == ["ada", "mark", "will"]


# -- people who are named and stay ----------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    [
        "Ada out, cover: Ben",
        "Ada Lovelace - PTO (cover: Ben Becker)",
        "Ada PTO (covered by Ben, Cai)",
        "Ada OOO, backup Ben",
        "Ada OOO - back-up is Ben",
        "Ada OOO (Ben covers)",
        "Ada OOO, Ben will cover",
        "Ada OOO, Ben and Cai covering",
        "Ada (Ben as backup)",
        "Ada off, ask Ben",
        "Ada off - for questions ask Ben or Cai",
        "Ada in Rome with Ben",
        "Ada in Rome with Ben and Cai",
        "Ada's talk for Ben",
        "(cover: Ben) Ada off",
        "Backup this week: Ben; Ada off",
        "Ada Urlaub (Vertretung: Ben)",
        "Ada leave, approved by Ben",
    ],
)
def test_who_stands_in_is_not_away(title: str) -> None:
    """Names after cover, backup, with, for and ask, and before "covers", do not count."""
    assert shown(title) == ["ada"]


@pytest.mark.parametrize(
    "title",
    [
        *("Lunch with Ada", "PTO for Ada", "Ask Ada", "Cover: Ada", "Backup Ada"),
        *("Ada covers for Ben", "Ada cover for Ben", "Ada is covering Ben's shift"),
        *("Ada (backup for Ben)", "Ada on call for Ben", "Ada standing in for Ben"),
    ],
)
def test_a_title_about_others_names_nobody(title: str) -> None:
    """Nobody is assumed to be away who is only said to help or to be met."""
    assert shown(title) == []


@pytest.mark.parametrize(
    ("title", "works"),
    [
        ("Ada WFH", True),
        ("Ada working from home", True),
        ("Working elsewhere", True),
        ("Home office", True),
        ("WFH, off at 3pm", False),
        ("Working from home with a sick child", False),
        ("Working on a boat", False),
        ("Homeopathy", False),
    ],
)
def test_where_somebody_works_is_no_absence(title: str, works: bool) -> None:
    """Unless the title says an absence as well."""
    assert read(title).works is works


# -- the family -----------------------------------------------------------------------------------

ABSENCE = st.sampled_from(
    ["off", "PTO", "Vacation", "out of office", "on leave", "sick", "Urlaub", "OOO", "Holiday"]
)
AROUND = st.sampled_from(
    [
        "{who} - {what}",
        "{who} ({what} - 5 days)",
        "{what}: {who}",
        "[{what}] {who}",
        "{who} | {what}",
        "{who} \u2013 {what} 7-11 Dec",
        "🌴 {who}: {what} 🌴",
    ]
)
TAIL = st.sampled_from(["", " (cover: {other})", ", backup {other}", "; ask {other}", " (Mon-Fri)"])
FORMS = {
    "ada": ["Ada Lovelace", "Lovelace, Ada", "ada lovelace", "ada@example.com", "Ada", "ADA"],
    "joao": ["João Pereira", "Joao Pereira", "Pereira, João", "joao", "João"],
    "max": ["Max Müller", "Max Mueller", "Müller, Max", "Max"],
    "may": ["May Chan", "Chan, May", "May"],
    "will": ["Will Smith", "Smith, Will", "Will"],
    "ann": ["Ann Lee", "Lee, Ann", "Ann"],
}


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.sampled_from(sorted(FORMS)), AROUND, ABSENCE, TAIL, st.data())
def test_every_form_of_a_name_in_every_usual_title(
    person: str, around: str, what: str, tail: str, data: st.DataObject
) -> None:
    """Whoever is named in whatever form is away, whoever stands in is not."""
    who = data.draw(st.sampled_from(FORMS[person]))
    other = data.draw(st.sampled_from(["Ben Becker", "Becker, Ben", "Ben", "ben-becker"]))
    title = around.format(who=who, what=what) + tail.format(other=other)
    assert shown(title) == [person], title


SURNAMES = st.sampled_from(["Byron", "Zimmer", "d'Arcy", "O'Hara", "Öztürk", "Smith-Jones", "Xu"])


@settings(derandomize=True, max_examples=100, deadline=None)
@given(
    st.sampled_from(["Ada", "Ben", "João", "Joao", "Max", "Will", "May", "Ann"]),
    SURNAMES,
    AROUND,
    ABSENCE,
)
def test_no_namesake_takes_our_people_off_call(
    first: str, surname: str, around: str, what: str
) -> None:
    """A first name with another surname is somebody else in every usual title."""
    surname = surname[0].upper() + surname[1:]
    assert shown(around.format(who=f"{first} {surname}", what=what)) == []
    assert shown(around.format(who=f"{surname}, {first}", what=what)) == []


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.sampled_from(sorted(WORD_NAMES)), st.data())
def test_first_names_that_are_words(word: str, data: st.DataObject) -> None:
    """Each of them is a person in "NAME is on leave", and a word in an ordinary title."""
    name = word.title()
    ours = title_reader(Titles(team(engineer("x", f"{name} Oppenheimer"))))
    sure = ["{} is on leave", "{} - PTO", "{}: vacation", "{} Oppenheimer in Lisbon"]
    unsure = ["{} planning", "{} release 2.0", "All hands about {}", "{} vacation party"]
    unsure += ["{} vacation", "Out in {}", "{}"] if word in COMPOUND_NAMES else []
    assert ours(data.draw(st.sampled_from(sure)).format(name)).people == {"x"}
    assert ours(data.draw(st.sampled_from(unsure)).format(name)).people == set()


@settings(derandomize=True, max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *("Ada", "Lovelace", "Ben", "Becker", "Cai", "May", "Will", "Grace", "Lee", "Ann"),
                *("off", "PTO", "cover", "with", "and", "is", "Byron", "5", "ada@example.com"),
                *("-", "(", ")", ":", ",", "João", "joao"),
            ]
        ),
        max_size=8,
    ).map(" ".join)
)
def test_nobody_is_away_who_is_not_named(title: str) -> None:
    """Whoever is said to be away has an id, address, name, first name or alias in the title."""
    meant = AbsenceTitle(Titles(team(*PEOPLE)), title).people
    for person in PEOPLE:
        words = {*plain(person.name).replace(",", "").split(), *map(plain, person.aliases)}
        if person.id in meant:
            assert any(word in plain(title) for word in {*words, person.id, person.email or "@@"})
