"""From files to frozen data: the only place that sees raw text and dicts.

The rest of the package works on what `load`, `load_in_fleet` and `read_schedule` return. Their
modules are imported when first used, so that `import rotation` and `--help` stay fast.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rotation.config.folder import load, read_schedule
    from rotation.config.in_fleet import load_in_fleet
    from rotation.config.template import write_template

__all__ = ["load", "load_in_fleet", "read_schedule", "write_template"]

_HOMES = {
    "load": "rotation.config.folder",
    "load_in_fleet": "rotation.config.in_fleet",
    "read_schedule": "rotation.config.folder",
    "write_template": "rotation.config.template",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 RUF100 - a module's attributes have no one type
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
