"""What a command was given."""

from types import SimpleNamespace

__all__ = ["Options"]


class Options(SimpleNamespace):
    """The words and options of a command line, each as an attribute.

    `command` is the name of the command. The other attributes are those that the command takes.
    """
