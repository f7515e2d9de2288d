"""A registry: defaults, and additions from code or installed packages."""

from collections.abc import Iterable, Sequence
from typing import Generic, Protocol, TypeVar

from rotation.errors import BadInput, Fault
from rotation.model.spelling import nearest

__all__ = ["Named", "Registry"]


class Named(Protocol):
    """Anything with a unique name."""

    name: str


T = TypeVar("T", bound=Named)


class Registry(Generic[T]):
    """Defaults, then objects given to `add`, then those of installed packages.

    Parameters
    ----------
    kind : str
        The name of an entry in messages: `rule` or `goal`.
    group : str
        Entry point group of installed packages; each entry point names an object, not a class.
    defaults : sequence
        What comes with the package.
    needs : sequence of str
        Attributes that every entry has.
    """

    def __init__(self, kind: str, group: str, defaults: Sequence[T], needs: Sequence[str]) -> None:
        self._kind, self._group, self._needs = kind, group, tuple(needs)
        self._entries: dict[str, T] = {}
        self._installed: tuple[tuple[str, T], ...] | None = None
        for entry in defaults:
            self.add(entry)

    def add(self, entry: T) -> T:
        """Add an entry and return it; adding the same object again does nothing.

        Raises
        ------
        rotation.errors.BadInput
            If it lacks an attribute, or another entry has its name.
        """
        self._accept(self._entries, entry, place="")
        return entry

    def all(self) -> tuple[T, ...]:
        """Return every entry, those of installed packages last, which are loaded once.

        Raises
        ------
        rotation.errors.BadInput
            When an installed entry cannot be loaded, is unfit, or has a name that is taken.
        """
        entries = dict(self._entries)
        if self._installed is None:
            self._installed = tuple(self._load())
        for place, entry in self._installed:
            self._accept(entries, entry, place)
        return tuple(entries.values())

    def named(self, names: Iterable[str]) -> tuple[T, ...]:
        """Return the entries with these names, in the order given.

        Packages are searched only for names that are not known without them.

        Raises
        ------
        rotation.errors.BadInput
            When a name is unknown.
        """
        wanted = list(names)
        entries = self._entries
        if any(name not in entries for name in wanted):
            entries = {entry.name: entry for entry in self.all()}
        faults = []
        for name in wanted:
            if name not in entries:
                near = nearest(name, entries)
                hint = f"did you mean {near}?" if near else f"known are {', '.join(entries)}"
                faults.append(Fault("", f"there is no {self._kind} {name!r}", hint))
        if faults:
            raise BadInput(faults)
        return tuple(entries[name] for name in wanted)

    def _load(self) -> Iterable[tuple[str, T]]:
        # Imported here: searching installed packages takes time, and few have entries.
        from importlib.metadata import entry_points  # noqa: PLC0415 - see above

        for point in sorted(entry_points(group=self._group), key=lambda p: (p.name, p.value)):
            place = f"entry point {point.name} of {self._group}"
            try:
                yield place, point.load()
            except Exception as error:
                # Foreign code: its exceptions are problems of that package, not bugs of ours.
                what = f"{point.value} cannot be loaded: {error}"
                raise BadInput(Fault(place, what, "fix or remove that package")) from error

    def _accept(self, entries: dict[str, T], entry: T, place: str) -> None:
        lacking = [need for need in self._needs if not hasattr(entry, need)]
        if lacking or isinstance(entry, type):
            what = "is a class" if isinstance(entry, type) else f"lacks {', '.join(lacking)}"
            fix = "give an object" if isinstance(entry, type) else f"see docs on {self._kind}s"
            raise BadInput(Fault(place, f"{self._kind} {entry!r} {what}", fix))
        if entries.setdefault(entry.name, entry) is not entry:
            what = f"there is already a {self._kind} named {entry.name!r}"
            raise BadInput(Fault(place, what, "choose another name"))
