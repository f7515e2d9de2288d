"""`rotation remote document`."""

import sys

from rotation.cli.following import choose_next
from rotation.cli.next_command import after_document
from rotation.cli.options import Options
from rotation.errors import BadInput, Fault
from rotation.remotes.tools.goalert import DOCUMENT

__all__ = ["run_document"]

_DOCUMENTS = {"goalert": DOCUMENT}


def run_document(options: Options) -> int:
    """Print the document of a tool."""
    if options.tool not in _DOCUMENTS:
        what = f"{options.tool!r} needs no document"
        raise BadInput(Fault("TOOL", what, f"one of {', '.join(_DOCUMENTS)}"))
    sys.stdout.write(_DOCUMENTS[options.tool])
    choose_next(options, after_document)
    return 0
