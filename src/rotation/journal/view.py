"""A view of files as they will be when an unfinished exchange is completed or undone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rotation.errors import Fault
from rotation.journal.record import JOURNAL, Distrusted, Journal, Phase
from rotation.journal.state import Outlook, TargetFile, outlook, targets
from rotation.journal.trust import Home, journal_in
from rotation.reading import real_path

__all__ = ["FilesView", "stuck", "view_of"]

FORGET = "nothing was changed; `rotation repair --discard` discards it"

Stamps = tuple[tuple[int, int, int] | None, ...]


@dataclass(frozen=True, slots=True)
class FilesView:
    """Where the bytes of a rotation's files are.

    Attributes
    ----------
    remark : Fault or None
        What is unfinished or not trusted.
    """

    remark: Fault | None = None
    _places: Mapping[Path, Path | None] = field(default_factory=dict, repr=False)
    _watched: tuple[Path, ...] = field(default=(), repr=False)
    _stamps: Stamps = field(default=(), repr=False)

    def path(self, path: Path) -> Path | None:
        """Return where to read the file of a path; None if it should not exist."""
        if not self._places:
            return path
        # A link is replaced in the output folder; elsewhere its target is.
        return self._places.get(_real(path), self._places.get(real_path(path), path))

    @property
    def current(self) -> bool:
        """Whether nothing was exchanged since, so that everything read in between is consistent."""
        return self._stamps == _stamps(self._watched)


def view_of(home: Home | None, watched: Iterable[Path] = ()) -> FilesView:
    """Return where the bytes of a rotation's files are at this moment.

    Without a journal, or with one that is not trusted, each file is at its own path.

    Parameters
    ----------
    home : Home or None
        Of the rotation; None has no journal.
    watched : iterable of pathlib.Path
        Files that commands exchange and that will be read.
    """
    if home is None:
        return FilesView()
    paths = (home.journal, *watched)
    stamps = _stamps(paths)
    try:
        journal = journal_in(home)
        if journal is None or journal.phase is not Phase.EXCHANGING:
            return FilesView(None, {}, paths, stamps)
        files = targets(home, journal)
    except Distrusted as error:
        return FilesView(Fault(JOURNAL, str(error), FORGET), {}, paths, stamps)
    end = outlook(journal, files)
    return FilesView(_remark(journal, files, end), dict(_placed(files, end)), paths, stamps)


def stuck(journal: Journal, files: Sequence[TargetFile]) -> str:
    """Return why an exchange can be neither completed nor undone."""
    new = [target.path.name for target in files if not target.can_be_new]
    old = [target.path.name for target in files if not target.can_be_old]
    what = f"{journal.who} was stopped half-way, and its change can neither be completed ("
    return what + f"{', '.join(new)}) nor undone ({', '.join(old)})"


def _remark(journal: Journal, files: Sequence[TargetFile], end: Outlook) -> Fault:
    if end is Outlook.STUCK:
        return Fault(JOURNAL, stuck(journal, files), FORGET)
    how = "done" if end is Outlook.COMPLETE else "not done"
    what = f"{journal.who} was interrupted; its changes are read as {how}"
    return Fault(JOURNAL, what, "the next command that can write here completes or undoes it")


def _placed(files: Sequence[TargetFile], end: Outlook) -> Iterator[tuple[Path, Path | None]]:
    """Yield each file that is elsewhere at present, by its own path."""
    for target in files:
        wanted, copy = (target.new, target.staged), (target.old, target.kept)
        digest, place = wanted if end is Outlook.COMPLETE else copy
        if end is not Outlook.STUCK and target.now != digest:
            yield _real(target.path), place


def _real(path: Path) -> Path:
    """Return a path whose folders are not links; the file itself may be one."""
    return real_path(path.parent) / path.name


def _stamps(paths: Iterable[Path]) -> Stamps:
    """Return values that change when a file is replaced."""
    stamps: list[tuple[int, int, int] | None] = []
    for path in paths:
        try:
            status = path.stat()
        except (OSError, ValueError):  # missing, or not a valid file name
            stamps.append(None)
        else:
            stamps.append((status.st_ino, status.st_mtime_ns, status.st_size))
    return tuple(stamps)
