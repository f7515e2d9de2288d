from pathlib import Path

import pytest
from config_cases import VALID, FaultsOf, Team
from large_inputs import ITEMS, PARTS, TOML, people

import rotation
from rotation.cli import main
from rotation.config.toml_lines import line_of_deep_key

DEEP = ".".join("a" * (PARTS + 1))
PEOPLE = people(ITEMS - VALID.count("[[e"))
MORE = '[[engineer]]\nname = "One more"\njoined = 2020-01-01\n'


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"x = 1\n[{DEEP}]\n", 2),
        (f"[[{DEEP}]]\n", 1),
        (f"\n\n{DEEP} = 1\n", 3),
        (f"x = {{ {DEEP} = 1 }}\n", 1),
        (DEEP.replace(".", " . ") + "=1", 1),
        (DEEP.replace("a", '"a.\\""') + "=1", 1),
        (DEEP.replace("a", "'#'") + "=1", 1),
        (f'x = """\n"" \\"""\n"""\n{DEEP} = 1\n', 4),
        (f"x = 'it' # it's\n{DEEP} = 1\n", 2),
        (f"{DEEP[2:]} = 1\n", 0),
        (f"# {DEEP}\n", 0),
        (f"x = '{DEEP}'\n", 0),
        (f'x = "\\"{DEEP}"\n', 0),
        (f'x = """\n{DEEP}\n"\n"""\n', 0),
        (f"x = '''\n{DEEP}\n''\n'''\n", 0),
        ("x = [" + "1.5, " * 40 + "]\n", 0),
        (f'x = """\n{DEEP}\n"" \\"""\n"\n"""\n', 0),
        (f'x = "\\"\n{DEEP} = 1\n', 2),
        (f"x = '''\n{DEEP} = 1\n", 0),
        (".".join("a" * 5) + " = 1\n" + ".".join("b" * 5) + " = 1\n", 0),
    ],
)
def test_keys_of_many_parts_are_found_before_they_are_read(text: str, line: int) -> None:
    """Wherever a key can stand, and not in strings or comments, which may look like keys."""
    assert line_of_deep_key(text) == line


def test_a_key_of_too_many_parts_is_refused_with_its_line(faults_of: FaultsOf) -> None:
    """A key of as many parts as are read is unknown as any other."""
    line = VALID.count("\n") + 1
    message = f"rotation.toml:{line}: has a key of more than 8 parts, which are not read"
    assert faults_of(f"{VALID}[{DEEP}]\n") == [f"{message}; is this the right file?"]
    (fault,) = faults_of(f"{VALID}[{DEEP[2:]}]\n")
    assert fault.startswith(f"rotation.toml:{line}: a: unknown key")


@pytest.mark.parametrize(
    ("toml", "place"),
    [
        (VALID + PEOPLE + MORE, "rotation.toml:10: engineer"),
        (f"{VALID}[goals]\norder = [{'0,' * (ITEMS + 1)}]\n", "rotation.toml:21: goals.order"),
        (VALID + "".join(f"x{n} = 1\n" for n in range(ITEMS)), "rotation.toml:16: engineer"),
        ("".join(f"x{n} = 1\n" for n in range(ITEMS - 2)) + VALID, "rotation.toml:1"),
    ],
    ids=["tables", "list", "keys", "top"],
)
def test_lists_and_tables_are_read_up_to_their_limit(
    toml: str, place: str, faults_of: FaultsOf
) -> None:
    """One item too many is one fault with its line, whatever the items are."""
    message = f"{place}: holds more than the 2,000 items that are read"
    assert faults_of(toml) == [f"{message}; remove what is not needed"]


def test_as_many_people_as_are_allowed_are_read(team: Team) -> None:
    """A list of as many items as the limit is not a fault."""
    assert len(team(VALID + PEOPLE).engineers) == ITEMS


@pytest.mark.parametrize("what", TOML)
def test_every_configuration_is_refused_in_few_words(what: str, faults_of: FaultsOf) -> None:
    """A file within the limit is refused with a line, whatever fills it."""
    faults = faults_of(TOML[what]())
    assert all(fault.startswith("rotation.toml") for fault in faults)
    assert all(len(fault) < 400 for fault in faults)


@pytest.mark.parametrize("number", ["0x" + "f" * 4000, "-0x" + "f" * 4000, "9" * 4000, "1e400"])
@pytest.mark.parametrize("key", ["notice_days", "name", "timezone"])
def test_numbers_of_any_length_are_described(number: str, key: str, faults_of: FaultsOf) -> None:
    """What Python does not print, or prints at length, is refused in a few words."""
    faults = faults_of(
        VALID.replace("\n", f"\n{key} = {number}\n", 1).replace('name = "Team"\n', "")
    )
    assert all(fault.startswith("rotation.toml") and len(fault) < 300 for fault in faults)


@pytest.mark.parametrize(
    ("digits", "words"),
    [(60, f"the number {'9' * 60}"), (61, "a number of more than 60 digits")],
)
def test_numbers_are_shown_up_to_sixty_digits(digits: int, words: str, faults_of: FaultsOf) -> None:
    """One digit more is counted, whatever the sign."""
    for sign in ("", "-"):
        (fault,) = faults_of(VALID.replace('"America/New_York"', sign + "9" * digits, 1))
        assert words.replace("number 9", f"number {sign}9") in fault


def test_only_one_place_parses_toml() -> None:
    """Every configuration, whoever reads it first, is looked through before it is parsed."""
    sources = Path(rotation.__file__).parent
    parsing = {
        path.relative_to(sources).as_posix()
        for path in sources.rglob("*.py")
        if "tomllib.load" in path.read_text(encoding="utf-8")
    }
    # Defaults from our own docs are parsed where the JSON Schema is generated.
    assert parsing == {"config/json_schema.py", "config/toml_lines.py"}


@pytest.mark.parametrize("command", ["who", "check", "publish", "plan"])
def test_no_command_reads_a_deep_key(command: str, tmp_path: Path) -> None:
    """Commands that look for a journal first refuse it as well."""
    (tmp_path / "rotation.toml").write_text(TOML["headers of many parts"]())
    words = ("published.csv",) if command == "check" else ()
    assert main([command, str(tmp_path), *words]) == 2
