"""Which versions are installed, for bug reports; nothing is imported to find out."""

import platform
import re
import sys

__all__ = ["show_versions", "version_lines"]

_NAME = re.compile(r"[\w.-]+")
_EXTRA = re.compile(r"extra\s*==\s*['\"]([\w.-]+)")
_OF_CONTRIBUTORS = frozenset({"benchmarks", "dev", "mutation"})
"""Extras with tools that no user of the package runs."""


def show_versions() -> None:
    """Print the versions of `rotation`, Python and the dependencies, for a bug report.

    Optional dependencies are listed if they are installed. No dependency is imported, and neither
    paths nor the computer's name are printed.

    Examples
    --------
    >>> import rotation
    >>> rotation.show_versions()  # doctest: +ELLIPSIS
    rotation               ...
    """
    sys.stdout.write("".join(f"{line}\n" for line in version_lines()))


def version_lines() -> list[str]:
    """Return what `show_versions` prints: names and versions in two columns."""
    rows = [
        ("rotation", _version("rotation") or "not installed"),
        (platform.python_implementation(), platform.python_version()),
        ("platform", platform.platform()),
    ]
    needed, optional = _dependencies()
    rows += [(name, _version(name) or "not installed") for name in needed]
    installed = {name: _version(name) for name in optional}
    rows += [(name, version) for name, version in installed.items() if version]
    width = max(len(name) for name, _ in rows)
    return [f"{name:{width}}  {version}" for name, version in rows]


def _dependencies() -> tuple[list[str], list[str]]:
    """Return the names that the package's metadata requires, and those of its extras."""
    from importlib import metadata  # noqa: PLC0415 - slow, and only asked for here

    needed, optional = set(), set()
    try:
        lines = metadata.requires("rotation") or ()
    except metadata.PackageNotFoundError:  # run from a copy of the sources
        lines = ()
    for line in lines:
        name, extra = _NAME.match(line), _EXTRA.search(line)
        if name is None or name[0] == "rotation":  # an extra that consists of others
            continue
        if extra is None:
            needed.add(name[0])
        elif extra[1] not in _OF_CONTRIBUTORS:
            optional.add(name[0])
    return sorted(needed), sorted(optional - needed)


def _version(name: str) -> str:
    """Return the installed version, or an empty text."""
    from importlib import metadata  # noqa: PLC0415 - as above

    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
