"""What an answer means: a reply, or the one kind of failure that it stands for."""

import re
from collections.abc import Callable, Mapping, Sequence
from email.utils import parsedate_to_datetime
from json import loads
from math import inf
from typing import NamedTuple

from rotation.errors import printable
from rotation.remotes.failures import (
    Changed,
    Denied,
    Exists,
    Gone,
    RemoteFailure,
    Unavailable,
    Unsure,
)
from rotation.remotes.secrets import Secret, without_secrets
from rotation.remotes.wire import Arrived, Lost

__all__ = ["Failed", "Reply", "cut", "judged", "unread", "words_of"]

_SHOWN = 200
_KINDS: Mapping[int, type[RemoteFailure]] = {404: Gone, 409: Exists, 410: Gone, 412: Changed}
_HOST = re.compile(r"https?://([A-Za-z0-9.-]+)(?=[/?]|:[0-9]+(?:/|$)|$)")
_NO_JSON = object()


class Reply(NamedTuple):
    """An answer of 200 to 299.

    Attributes
    ----------
    status : int
        Of HTTP.
    data : object
        The JSON that was sent; None where there was none.
    headers : mapping of str to str
        Their names are in lower case.
    """

    status: int
    data: object
    headers: Mapping[str, str]


class Failed(NamedTuple):
    """How a request failed.

    Attributes
    ----------
    kind : type of RemoteFailure
        What is raised; `Unavailable` may go well the next time.
    why : str
        Status and text of the answer, on one line.
    pause_s : float or None
        Seconds to wait before the next try, where the answer says so.
    """

    kind: type[RemoteFailure]
    why: str
    pause_s: float | None = None


def judged(
    outcome: Arrived | Lost,
    again: bool,
    is_pause: Callable[[object], bool] | None,
    secrets: Sequence[Secret],
) -> Reply | Failed:
    """Return the reply, or how the request failed.

    Parameters
    ----------
    outcome : Arrived or Lost
        What came of the request.
    again : bool
        Whether it may be repeated although it may have been carried out.
    is_pause : callable, optional
        Whether the JSON of a 403 means that requests come too fast.
    secrets : sequence of Secret
        Which the texts must not hold.
    """
    if isinstance(outcome, Lost):
        why = without_secrets(outcome.why, secrets)
        if outcome.sent and not again:
            return Failed(Unsure, why)
        pause = None if outcome.sent else inf  # nobody waits half a minute for a wrong address
        return Failed(Denied if outcome.lasting else Unavailable, why, pause)
    status = outcome.status
    words = words_of(outcome, secrets)
    if status == 429 or (status == 403 and is_pause and is_pause(_json(outcome))):
        return Failed(Unavailable, words, _pause_of(outcome.headers))
    if status >= 500 or status == 408:
        return Failed(Unavailable if again else Unsure, words, _pause_of(outcome.headers))
    if status >= 400:
        return Failed(_KINDS.get(status, Denied), words)
    return _of_success(outcome, again)


def unread(outcome: Arrived | Lost, again: bool, secrets: Sequence[Secret]) -> Arrived | Failed:
    """Return an answer as it is, or how the request failed if another try may help.

    An answer of 400 to 499 is freed of secrets.

    Parameters
    ----------
    outcome, again, secrets
        As for `judged`.
    """
    if isinstance(outcome, Arrived):
        if 200 <= outcome.status < 300:
            return outcome
        if 400 <= outcome.status < 500 and outcome.status not in {408, 429}:
            text = without_secrets(outcome.body.decode(errors="replace"), secrets)
            return outcome._replace(body=text.encode())
    failed = judged(outcome, again, None, secrets)
    assert isinstance(failed, Failed)  # only an answer of 200 to 299 is a reply
    return failed


def _of_success(answer: Arrived, again: bool) -> Reply | Failed:
    if not 200 <= answer.status < 300:
        match = _HOST.match(answer.headers.get("location", ""))
        way = f"leads to {match[1]}" if match else "leads elsewhere"
        return Failed(Denied, f"{answer.status}: {way}, which is not followed; is the url right?")
    data = _json(answer) if answer.body.strip() else None
    if data is _NO_JSON:
        why = "a web page" if _is_page(answer) else "something that is not JSON"
        hint = "is the url right, or does a sign-in stand before it?"
        return Failed(Denied if again else Unsure, f"was answered with {why}; {hint}")
    return Reply(answer.status, data, answer.headers)


def words_of(answer: Arrived, secrets: Sequence[Secret] = ()) -> str:
    """Return status and text of an answer, on one line, cut, and free of secrets."""
    if _is_page(answer):
        text = "a web page"
    else:
        text = _message(_json(answer)) or answer.body.decode(errors="replace")
    short = cut(text, secrets)
    words = f"{answer.status}: {short}" if short else str(answer.status)
    return f"{words.rstrip('.')}; is the secret right?" if answer.status == 401 else words


def _message(data: object) -> str:
    """Return the sentences in the JSON of a failure, as Google and PagerDuty have them."""
    error = data.get("error") if isinstance(data, Mapping) else None
    if not isinstance(error, Mapping) or not isinstance(error.get("message"), str):
        return ""
    errors = error.get("errors")
    more = errors if isinstance(errors, list) else []
    return ": ".join([error["message"], *(text for text in more if isinstance(text, str))])


def cut(text: str, secrets: Sequence[Secret]) -> str:
    """Return a text on one line, free of secrets and of what terminals obey, and not too long."""
    line = re.sub(r"\s+", " ", without_secrets(text, secrets)).strip()
    return printable(line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…")


def _json(answer: Arrived) -> object:
    """Return the JSON of an answer, or `_NO_JSON`."""
    try:
        return loads(answer.body)
    except (ValueError, RecursionError):
        return _NO_JSON


def _is_page(answer: Arrived) -> bool:
    return "html" in answer.headers.get("content-type", "") or answer.body.lstrip()[:1] == b"<"


def _pause_of(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that an answer asks to wait.

    `Retry-After` has seconds or a date (RFC 9110, 10.2.3), which is compared with the date of the
    answer, so that no clock of ours counts; `ratelimit-reset` has seconds.
    """
    for name in ("retry-after", "ratelimit-reset"):
        text = headers.get(name, "").strip()
        if text.isascii() and text.isdigit():
            return float(text[:9])
    try:
        then = parsedate_to_datetime(headers["retry-after"])
        return max(0.0, (then - parsedate_to_datetime(headers["date"])).total_seconds())
    except (KeyError, ValueError, TypeError):
        return None
