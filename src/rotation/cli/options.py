"""What a command was given."""

from types import SimpleNamespace

__all__ = ["OPTION_WORDS", "QUESTION_WORDS", "Options"]

OPTION_WORDS = {
    "month": "--month",
    "start": "--from",
    "end": "--to",
    "weeks": "--weeks",
    "rounds": "--rounds",
    "since": "--since",
    "until": "--until",
}
"""The options that stand for arguments of a rotation's methods, which faults name."""

QUESTION_WORDS = {
    **OPTION_WORDS,
    "person": "PERSON",
    "day": "DATE",
    "track": "--track",
    "why_not": "why-not",
}
"""The same, with the words of a question."""


class Options(SimpleNamespace):
    """The words and options of a command line, each as an attribute.

    `command` is the name of the command, `act` that of the last word that names it, `directory` the
    folder of `-C` and `line` everything that was typed. The other attributes are those that the
    command takes. A command that has run leaves in `following` what to type next.
    """
