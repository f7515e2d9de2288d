"""The key file of a Google service account, and the tokens that it gives (RFC 7523)."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from rotation.errors import BadInput, Fault, printable
from rotation.limits import KEY_BYTES
from rotation.reading import read_file, real_path, reason
from rotation.remotes.addresses import checked_url
from rotation.remotes.failures import Denied
from rotation.remotes.http import Client
from rotation.remotes.secrets import Secret

if TYPE_CHECKING:
    import httpx2

__all__ = ["GoogleKey", "Tokens", "key_of"]

SCOPE = "https://www.googleapis.com/auth/calendar.events"
"""Events of calendars that are shared with the account, and nothing else of Google's."""

_EXTRA = "pip install 'rotation[google]'"
_NEEDED = ("client_email", "private_key", "token_uri")


class GoogleKey(NamedTuple):
    """The key of a service account.

    Attributes
    ----------
    email : str
        Its address, which calendars are shared with.
    private_key : Secret
        In PEM.
    token_uri : str
        Where tokens come from.
    """

    email: str
    private_key: Secret
    token_uri: str


def key_of(
    variable: str, environment: Mapping[str, str], folder: Path, place: str = ""
) -> GoogleKey:
    """Return the key in a file that an environment variable names.

    Parameters
    ----------
    variable : str
        Its name.
    environment : mapping of str to str
        `os.environ`.
    folder : pathlib.Path
        Of the configuration, which is in a repository: a key in it would be shown to everybody.
    place : str
        What names the variable: file, line and key.

    Raises
    ------
    BadInput
        When the variable is missing; when the file cannot be read, can be read by others, lies in
        the folder, or is no key of a service account.
    """
    name = environment.get(variable, "").strip()
    if not name:
        state = "empty" if variable in environment else "not set"
        what = f"the environment variable {variable} is {state}"
        raise BadInput(Fault(place, what, "set it to the path of the key file"))
    path = real_path(Path(name))
    shown = f"the key file that {variable} names"
    if path.is_relative_to(real_path(folder)):
        what = f"{shown} lies in the folder of the configuration"
        raise BadInput(Fault(place, what, "move it elsewhere, and out of the repository"))
    try:
        data = read_file(path, KEY_BYTES)
        mode = path.stat().st_mode
    except OSError as error:
        raise BadInput(Fault(place, f"{shown} {reason(error)}")) from error
    if mode & 0o077:
        what = f"{shown} can be read by others (mode {mode & 0o777:o})"
        raise BadInput(Fault(place, what, "chmod 600, and think about making another key"))
    return _key(data, shown, place)


def _key(data: bytes, shown: str, place: str) -> GoogleKey:
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        content = None
    values = content if isinstance(content, dict) else {}
    needed = [values.get(name) for name in _NEEDED]
    if values.get("type") != "service_account" or not all(isinstance(v, str) for v in needed):
        what, hint = f"{shown} is no key of a service account", "make one in JSON, and download it"
        raise BadInput(Fault(place, what, hint))
    email, private_key, token_uri = map(str, needed)
    return GoogleKey(printable(email), Secret(private_key), checked_url(token_uri, place))


class Tokens:
    """Makes tokens from a key with google-auth, and keeps each while it is valid.

    It is a `Signer` of `http.Client`. Tokens are asked for by `http.Client`, too, at the address in
    the key and nowhere else.

    Parameters
    ----------
    key : GoogleKey
        Of a service account.
    transport, sleep
        As for `http.Client`.

    Raises
    ------
    BadInput
        When google-auth is not installed, or the key cannot be used.
    """

    def __init__(
        self,
        key: GoogleKey,
        transport: "httpx2.BaseTransport | None",
        sleep: Callable[[float], object],
    ) -> None:
        try:
            from google.auth.exceptions import (  # noqa: PLC0415 - an extra, and slow to import
                GoogleAuthError,
            )
            from google.oauth2.service_account import Credentials  # noqa: PLC0415 - see above
        except ImportError:
            what = "Google Calendar needs google-auth, which is not installed"
            raise BadInput(Fault("", what, _EXTRA)) from None
        self._error = GoogleAuthError
        self._token_uri = key.token_uri
        parts = urlsplit(key.token_uri)
        self._path = parts.path
        self._client = Client(
            f"{parts.scheme}://{parts.netloc}",
            secrets=[key.private_key],
            transport=transport,
            sleep=sleep,
        )
        info = {
            "client_email": key.email,
            "private_key": key.private_key.reveal(),
            "token_uri": key.token_uri,
        }
        try:
            made = Credentials.from_service_account_info(  # type: ignore[no-untyped-call]
                info, scopes=[SCOPE]
            )
        except (ValueError, TypeError, GoogleAuthError):
            what = "the private key in the key file cannot be used"
            raise BadInput(Fault("", what, "download the key again")) from None
        self._credentials: Any = made

    def __call__(  # a `Signer`; a token fits every request
        self,
        method: str,  # noqa: ARG002
        target: str,  # noqa: ARG002
        body: bytes,  # noqa: ARG002
    ) -> Mapping[str, str | Secret]:
        """Return the header with a token that is valid.

        Raises
        ------
        Denied
            When Google gives none for this key.
        Unavailable
            When it does not answer.
        """
        if not self._credentials.valid:
            try:
                self._credentials.refresh(self._ask)
            except self._error as error:
                text = f"{error.args[0] if error.args else error}"
                what = "no token for the service account (is the key deleted, or the clock wrong?)"
                raise Denied(f"{what}: {printable(text)[:200]}") from None
        return {"Authorization": Secret(f"Bearer {self._credentials.token}")}

    def _ask(
        self, url: str, method: str = "GET", body: Any = None, headers: Any = None, **_: object
    ) -> "_TokenAnswer":
        """Send a request of google-auth, which may ask for nothing but a token."""
        if url != self._token_uri:
            raise Denied(f"google-auth asks for {urlsplit(url).netloc}, which is not in the key")
        answer = self._client.exchange(
            method, self._path, body, headers={"Accept": "*/*", **(headers or {})}, repeatable=True
        )
        return _TokenAnswer(answer.status, answer.headers, answer.body)


class _TokenAnswer(NamedTuple):
    """An answer as google-auth reads it."""

    status: int
    headers: Mapping[str, str]
    data: bytes
