import copy
import json
import logging
import pickle
from base64 import b64encode
from urllib.parse import quote, quote_plus

import pytest
from clients import TOKEN

from rotation import BadInput
from rotation.remotes.secrets import HIDDEN, Secret, secret_of, without_secrets


def test_a_secret_has_no_text() -> None:
    """Neither its text nor a format, a log or a container shows it; `reveal` does."""
    secret = Secret(TOKEN)
    shown = (str(secret), repr(secret), f"{secret:>40}", "".join(map(repr, [secret])))
    assert not any(TOKEN in text for text in shown)
    assert str(secret) == HIDDEN
    assert secret.reveal() == TOKEN


@pytest.mark.parametrize("copying", [pickle.dumps, copy.copy, copy.deepcopy])
def test_a_secret_is_not_copied(copying: object) -> None:
    """It can be written nowhere, and is no part of a copy of anything."""
    with pytest.raises(TypeError, match="neither copied nor pickled"):
        copying(Secret(TOKEN))  # type: ignore[operator]


def test_a_secret_is_no_json() -> None:
    """The ledger and `--format json` cannot hold one."""
    with pytest.raises(TypeError):
        json.dumps({"token": Secret(TOKEN)})


@pytest.mark.parametrize(
    "written",
    [
        TOKEN,
        quote(TOKEN),
        quote(TOKEN, safe=""),
        quote_plus(TOKEN),
        json.dumps(TOKEN),
        b64encode(TOKEN.encode()).decode(),
    ],
)
def test_texts_are_freed_of_secrets(written: str) -> None:
    """However the secret is written in an answer, it is gone, and the rest of the text stays."""
    text = f'{{"error": "bad {written}", "at": "/users?key={written}&x=1"}}'
    freed = without_secrets(text, [Secret(f"Bearer {TOKEN}")])
    assert written.strip('"') not in freed
    assert freed.startswith('{"error": "bad ')
    assert freed.endswith('&x=1"}')


def test_the_secret_of_a_pair_is_a_secret_itself() -> None:
    """Of `NAME:SECRET` the second half alone is removed, too; words such as Bearer stay."""
    secrets = [Secret("app:hush-hush"), Secret("Bearer abcdefgh")]
    assert without_secrets("Bearer: hush-hush, app", secrets) == "Bearer: ***, app"


@pytest.mark.parametrize(
    ("environment", "what"),
    [
        ({}, "TOKEN is not set"),
        ({"TOKEN": " \n"}, "TOKEN is empty"),
        ({"TOKEN": "abc\r\nX-Other: 1"}, "printable"),
        ({"TOKEN": "geheimnisvoll-ü"}, "printable"),
    ],
)
def test_a_variable_without_a_token_is_bad_input(environment: dict[str, str], what: str) -> None:
    """The variable is named, never its value."""
    with pytest.raises(BadInput, match=what) as refused:
        secret_of("TOKEN", environment, "rotation.toml:3: remote[1].token_env")
    text = str(refused.value)
    assert text.startswith("rotation.toml:3: remote[1].token_env: the environment variable TOKEN")
    assert not any(value.strip() in text for value in environment.values() if value.strip())


def test_white_space_around_a_token_is_no_part_of_it() -> None:
    """A file with a line's end at its end is how many keep a token."""
    assert secret_of("TOKEN", {"TOKEN": f" {TOKEN}\n"}).reveal() == TOKEN


def test_a_log_that_formats_secrets_shows_none(caplog: pytest.LogCaptureFixture) -> None:
    """Also as an argument of a record."""
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("rotation").debug("headers %s", {"Authorization": Secret(TOKEN)})
    assert TOKEN not in caplog.text
    assert HIDDEN in caplog.text
