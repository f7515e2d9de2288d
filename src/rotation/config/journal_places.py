"""Where a configuration's journal is, and which files it may name, before anything is read."""

from collections.abc import Sequence
from pathlib import Path

from rotation.config.document import CONFIG
from rotation.config.toml_lines import read_toml
from rotation.journal import JOURNAL, Distrusted, Home, Journal, home_of
from rotation.limits import JOURNAL_BYTES, TOML_BYTES
from rotation.model.settings import Places
from rotation.reading import read_file

__all__ = ["config_file", "home_at", "places_in"]

_NAMED = ("published", "trades", "changes", "public")


def config_file(path: Path) -> Path:
    """Return the configuration for its own path or for its folder."""
    try:
        return path / CONFIG if path.is_dir() else path
    except (OSError, ValueError):  # not a valid file name: reading it reports that
        return path


def home_at(config: Path, known: Places | None = None) -> Home:
    """Return the place of the journal beside a configuration, and what it may name.

    Two configurations may share a folder, and so a lock and a journal. A journal may name the files
    of its own configuration.

    Parameters
    ----------
    config : Path
        The configuration of a command.
    known : Places, optional
        Its files, if they were read already.
    """
    name = _journaled(config.parent) or config.name
    given = known if known is not None and name == config.name else places_in(config.parent / name)
    home = home_of(given)
    assert home is not None  # it has a configuration
    return home


def places_in(config: Path) -> Places:
    """Return the files that a configuration names; its faults are reported elsewhere."""
    try:
        raw = read_toml(read_file(config, TOML_BYTES).decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        raw = {}
    table = raw.get("files")
    named = table if isinstance(table, dict) else {}
    given = {key: named[key] for key in _NAMED if isinstance(named.get(key), str) and named[key]}
    history = named.get("history", ())
    several = [history] if isinstance(history, str) else history
    names = several if isinstance(several, Sequence) else ()
    worked = tuple(name for name in names if isinstance(name, str) and name)
    return Places(str(config.parent), **given, history=worked, config=config.name)


def _journaled(folder: Path) -> str:
    """Return which configuration a journal is about; empty where it is not known."""
    try:
        return Journal.from_bytes(read_file(folder / JOURNAL, JOURNAL_BYTES)).config
    except (OSError, Distrusted):
        return ""
