import importlib.metadata
from dataclasses import dataclass

import pytest

from rotation.errors import BadInput
from rotation.rules.registry import Registry


@dataclass(eq=False)
class Entry:
    """Anything with a name and a title."""

    name: str
    title: str = "a title"


class Point:
    """Stands for an entry point of an installed package."""

    def __init__(self, name: str, loaded: object) -> None:
        self.name, self.value, self._loaded = name, f"package:{name}", loaded

    def load(self) -> object:
        """Return what it names, or fail as a broken package does."""
        if isinstance(self._loaded, Exception):
            raise self._loaded
        return self._loaded


def registry(*names: str) -> Registry[Entry]:
    """Build a registry with these defaults."""
    return Registry("thing", "rotation.things", [Entry(n) for n in names], ("name", "title"))


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> list[Point]:
    """Pretend that these entry points are installed."""
    points: list[Point] = []

    def entry_points(*, group: str) -> list[Point]:
        assert group == "rotation.things"
        return points

    monkeypatch.setattr(importlib.metadata, "entry_points", entry_points)
    return points


def test_defaults_then_added_then_installed(installed: list[Point]) -> None:
    """Entries come in the order defaults, added ones, packages by name."""
    things = registry("one", "two")
    installed += [Point("z", Entry("five")), Point("a", Entry("four"))]
    things.add(Entry("three"))
    assert [e.name for e in things.all()] == ["one", "two", "three", "four", "five"]


def test_packages_are_left_alone_until_asked(installed: list[Point]) -> None:
    """Known names are found without loading any package; an unknown one loads them."""
    things = registry("one")
    installed.append(Point("a", RuntimeError("loaded")))
    assert [e.name for e in things.named(["one"])] == ["one"]
    with pytest.raises(BadInput, match=r"entry point a of rotation.things: package:a cannot be"):
        things.named(["two"])


def test_a_name_of_a_package_is_found(installed: list[Point]) -> None:
    """A name that only a package knows is found by `named`, in the order asked."""
    things = registry("one")
    installed.append(Point("a", Entry("two")))
    assert [e.name for e in things.named(["two", "one"])] == ["two", "one"]


def test_a_doubled_name_says_where(installed: list[Point]) -> None:
    """A package's entry with a name that is taken is refused, with its entry point."""
    things = registry("one")
    installed.append(Point("a", Entry("one", "another title")))
    with pytest.raises(BadInput, match=r"entry point a .* already a thing named 'one'"):
        things.all()


def test_the_same_object_may_be_added_again(installed: list[Point]) -> None:
    """Adding one object twice is not a duplicate name."""
    things = registry()
    entry = Entry("one")
    assert things.add(entry) is things.add(entry)
    assert things.all() == (entry,)


@pytest.mark.parametrize(("thing", "what"), [(Entry, "is a class"), (object(), "lacks name, ti")])
def test_what_cannot_serve_is_refused(thing: object, what: str) -> None:
    """A class, or an object without the attributes, is refused with what is wrong."""
    with pytest.raises(BadInput, match=what):
        registry().add(thing)  # type: ignore[arg-type]


def test_unknown_names_are_reported_all_at_once(installed: list[Point]) -> None:
    """Each unknown name is a fault of its own, with the nearest known name."""
    with pytest.raises(BadInput) as caught:
        registry("spacing", "open").named(["spacin", "open", "zzz"])
    assert [str(fault) for fault in caught.value.faults] == [
        "there is no thing 'spacin'; did you mean spacing?",
        "there is no thing 'zzz'; known are spacing, open",
    ]
