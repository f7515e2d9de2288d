"""Secrets that no output shows: they have no text, and texts of others are freed of them."""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from json import dumps
from typing import NoReturn
from urllib.parse import quote, quote_plus

from rotation.errors import BadInput, Fault

__all__ = ["HIDDEN", "Secret", "secret_of", "without_secrets"]

HIDDEN = "***"
"""Stands where a secret was."""

_SHORTEST = 4
"""Words of a secret that are shorter are not looked for: `x` would turn every text into stars."""


class Secret:
    """A token or password, which only `reveal` gives.

    `str`, `repr` and format strings give `***`, and it can neither be copied nor pickled, so that
    it ends up in no log, no table of variables and no file by accident.

    Parameters
    ----------
    value : str
        The secret itself.
    """

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the secret, for a request and nothing else."""
        return self._value

    def __repr__(self) -> str:
        return HIDDEN

    def __format__(self, spec: str) -> str:
        return HIDDEN

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a secret is neither copied nor pickled")


def secret_of(variable: str, environment: Mapping[str, str], place: str = "") -> Secret:
    """Return the secret of an environment variable, without white space around it.

    Parameters
    ----------
    variable : str
        The variable's name.
    environment : mapping of str to str
        `os.environ`.
    place : str
        What names the variable: file, line and key.

    Raises
    ------
    BadInput
        When the variable is missing or empty, or holds what no header can carry.
    """
    value = environment.get(variable, "").strip()
    if not value:
        state = "empty" if variable in environment else "not set"
        what = f"the environment variable {variable} is {state}"
        raise BadInput(Fault(place, what, "set it to the token or password, for this command only"))
    if not (value.isascii() and value.isprintable()):
        what = f"the environment variable {variable} holds more than printable ASCII characters"
        raise BadInput(Fault(place, what, "set it to the token alone"))
    return Secret(value)


def without_secrets(text: str, secrets: Iterable[Secret]) -> str:
    """Return a text with `***` for each secret in it, however the secret is written there.

    Found are the secret, its words (a header holds `Bearer TOKEN`, a pair `NAME:SECRET`), and these
    as they stand in addresses, in JSON, and in base64.
    """
    forms = {
        form for secret in secrets for word in _words(secret.reveal()) for form in _forms(word)
    }
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        text = text.replace(form, HIDDEN)
    return text


def _words(value: str) -> set[str]:
    """Return a secret and its parts that are secrets by themselves."""
    parts = {value, *value.split()}
    parts |= {part for word in list(parts) for part in word.rsplit(":", 1)[1:]}
    return {part for part in parts if len(part) >= _SHORTEST} - _SCHEMES


_SCHEMES = frozenset({"Basic", "Bearer", "GenieKey", "Token", "hmac"})
"""Words in front of secrets in headers, which are none."""


def _forms(word: str) -> set[str]:
    encoded = b64encode(word.encode()).decode()
    in_addresses = {quote(word, safe=""), quote(word), quote_plus(word)}
    return {word, dumps(word)[1:-1], encoded, encoded.rstrip("=")} | in_addresses
