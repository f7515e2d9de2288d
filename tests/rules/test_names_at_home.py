"""No module outside rules/ and goals/ names a rule or a goal: they declare what others need."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from rotation.goals import DEFAULT_GOALS, OTHER_GOALS
from rotation.rules import DEFAULT_RULES

SOURCE = Path(__file__).parents[2] / "src" / "rotation"
RULES = {rule.name for rule in DEFAULT_RULES}
GOALS = {goal.name for goal in (*DEFAULT_GOALS, *OTHER_GOALS)}
CLASSES = {type(unit).__name__ for unit in (*DEFAULT_RULES, *DEFAULT_GOALS, *OTHER_GOALS)}
CALLS = {"named", "Violation"}

WORDS = {
    # Names that are other things as well, where they are these.
    "model/problem.py": {"elsewhere", "locks", "time_off"},  # kinds of intervals, an attribute
    "config/typed_arguments.py": {"elsewhere", "time_off", "tracks"},  # arguments of a rotation
    "imports/imported.py": {"time_off"},  # a key of [files]
    "config/document.py": {"newcomers", "time_off"},  # tables of rotation.toml
    "config/fleet.py": {"apart", "together"},  # words of loads in fleet.toml
    "config/team_files.py": {"time_off", "volunteers"},  # keys of [files]
    "config/assemble.py": {"newcomers", "time_off"},  # tables of rotation.toml
    "config/construct.py": {"time_off", "volunteers"},  # arguments of a rotation
    "config/cells.py": {"time_off", "volunteers", "wishes"},  # keys of [files]
    "config/construct_frames.py": {"tracks"},  # a column of people
    "config/given.py": {"newcomers", "time_off", "tracks"},  # tables and arguments
    "config/given_records.py": {"time_off", "volunteers"},  # keys of [files]
    "__init__.py": {"tracks"},  # a module
    "model/people.py": {"skills", "tracks"},  # fields
    "model/tracks.py": {"tracks"},  # a field
    "model/identity.py": {"volunteers"},  # the name of a feed
    "model/entrances.py": {"tracks"},  # an argument of a rotation
    "config/csv_header.py": {"skills", "tracks"},  # columns of people
    "config/people_rows.py": {"skills", "time_off", "tracks"},  # columns of people
    "config/values.py": {"skills"},  # the name of a function
    "plans/horizon_notes.py": {"together"},  # the rule that a note is about
    "plans/notes.py": {"time_off"},  # the rule that a note is about
    "config/feeds.py": {"tracks"},  # a key of a [[feed]]
    "model/feeds.py": {"tracks"},  # a field
    "config/team.py": {"tracks"},  # a key of a [[special_period]]
    "checks/unable_people.py": {"tracks"},  # a word in a sentence
    "config/people.py": {"time_off", "tracks", "skills"},  # keys of an [[engineer]]
    "problems/members.py": {"skills", "tracks"},  # keys of an [[engineer]]
    "plans/input_digest.py": {"elsewhere", "skills", "tracks"},  # fields of the model
    "trades/upcoming.py": {"elsewhere"},  # a key of a document
    "config/shut_out.py": {"skills"},  # a key of an [[engineer]]
    "config/held_ids.py": {"time_off", "volunteers"},  # keys of [files]
    "cli/commands/views.py": {"volunteers"},  # a command
    "cli/trade.py": {"rest"},  # a field of its JSON
    "trades/on_call.py": {"tracks"},  # a field of its JSON
    "fleet/on_call_report.py": {"tracks"},  # a field of its JSON
    "trades/weekly.py": {"tracks"},  # a field of its JSON
    "analysis/quantities.py": {"tracks"},  # ledgers
    "cli/completion_items.py": {"tracks"},  # a ledger
    "export/status.py": {"tracks"},  # a field of its JSON
    "export/signup.py": {"volunteers"},  # the name of a sheet
    "explain/conflicts.py": {"together"},  # the name of a function
    "export/report/gaps.py": {"limit"},  # the look of a line
    "export/report/timeline.py": {"rest"},  # the look of a weekend
    "statements/gaps.py": {"apart"},  # the name of a function
    "remotes/tools/reading.py": {"limit"},  # a parameter of requests
    "remotes/tools/slack.py": {"limit"},  # a parameter of requests
    "trades/swaps.py": {"rest"},  # a field of its JSON
    "model/settings.py": {"newcomers", "tracks", "volunteers"},  # a table; goals, see ORDER
}
"""Files in which a string that is the name of a rule is something else."""

ORDER = "model/settings.py"
"""Has the names of the default goals: the value of a setting, which the model cannot import.

`test_the_goals_are_the_default_order` keeps both equal.
"""


def modules() -> list[str]:
    """Return the modules that have to do without names."""
    paths = (path.relative_to(SOURCE).as_posix() for path in sorted(SOURCE.rglob("*.py")))
    return [name for name in paths if not name.startswith(("rules/", "goals/"))]


def texts(tree: ast.AST) -> Iterator[ast.Constant]:
    """Yield the texts of a piece of code."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node


def asks_for_names(node: ast.AST) -> bool:
    """Tell whether code asks what a unit is called: `violation.rule`, `goal.name`."""
    return any(
        isinstance(part, ast.Attribute)
        and (
            part.attr in {"rule", "goal"}
            or (part.attr == "name" and getattr(part.value, "id", "") in {"rule", "goal", "g", "r"})
        )
        for part in ast.walk(node)
    )


def named_units(tree: ast.AST) -> Iterator[str]:
    """Yield the names of rules and goals where code can only mean these."""
    for node in ast.walk(tree):
        comparing = isinstance(node, ast.Compare) and asks_for_names(node)
        calling = isinstance(node, ast.Call) and getattr(node.func, "id", "") in CALLS
        if comparing or calling:
            yield from (text.value for text in texts(node) if text.value in GOALS | RULES)
        elif isinstance(node, ast.Tuple | ast.List | ast.Set | ast.Dict):
            items = node.keys if isinstance(node, ast.Dict) else node.elts
            values = [item.value for item in items if isinstance(item, ast.Constant)]
            if len(values) == len(items) > 2 and set(values) <= GOALS:
                yield from values


@pytest.mark.parametrize("name", modules())
def test_no_module_names_a_rule_or_a_goal(name: str) -> None:
    """Neither as a text nor as a class: what others need to know is declared by the unit."""
    tree = ast.parse((SOURCE / name).read_text(encoding="utf-8"))
    allowed = WORDS.get(name, set())
    rules = {text.value for text in texts(tree) if text.value in RULES} - allowed
    assert not rules, f"{name} names the rules {sorted(rules)}"
    units = set() if name == ORDER else set(named_units(tree))
    assert not units, f"{name} names {sorted(units)}"
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith(("rotation.rules", "rotation.goals"))
        for alias in node.names
        if alias.name in CLASSES
    }
    assert not imported, f"{name} imports {sorted(imported)}"


def test_nothing_is_allowed_that_is_not_there() -> None:
    """Every exception is needed."""
    for name, allowed in WORDS.items():
        tree = ast.parse((SOURCE / name).read_text(encoding="utf-8"))
        assert allowed <= {text.value for text in texts(tree)}, f"{name}: {sorted(allowed)}"


def test_no_module_reads_what_was_written_for_people() -> None:
    """No code looks into sentences: `because`, `text` and `title` are only printed."""
    reading = {"startswith", "endswith", "removeprefix", "removesuffix", "partition", "split"}
    calls = [
        f"{path.relative_to(SOURCE)}:{node.lineno}"
        for path in sorted(SOURCE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr in reading
        and isinstance(node.value, ast.Attribute)
        and node.value.attr in {"because", "sentence"}
    ]
    assert not calls
