"""How chats mark up a text: Markdown, as GitHub shows it, and Slack's mrkdwn."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from rotation.export.text import clean, plain_markdown

__all__ = ["MARKDOWN", "SLACK", "Markup", "plain_mrkdwn"]


@dataclass(frozen=True, slots=True)
class Markup:
    """A way to mark up lines of text.

    Attributes
    ----------
    plain : callable
        Returns a text so that nothing in it is markup.
    heading, strong, code, item : callable
        Return marked-up text as a heading, emphasised, as code, and as an item of a list.
    url : callable
        Returns an address as it has to stand in the text to become a link.
    """

    plain: Callable[[str], str]
    heading: Callable[[str], str]
    strong: Callable[[str], str]
    code: Callable[[str], str]
    item: Callable[[str], str]
    url: Callable[[str], str]


# Slack has no escape for these. Between two letters or digits they mean nothing to it.
_FORMATS = re.compile(r"`|(?<![^\W_])[*_~]|[*_~](?![^\W_])")
_LIKE = {"*": "\u2217", "_": "\u02cd", "~": "\u223c", "`": "\u02cb"}


def plain_mrkdwn(text: str) -> str:
    """Return a text that Slack shows as it is, without formats, links and mentions.

    `&`, `<` and `>` are escaped, as Slack asks; of its formatting characters, which have no escape,
    similar ones are used where they would format.
    """
    return _entities(_FORMATS.sub(lambda match: _LIKE[match[0]], clean(text)))


def _entities(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


MARKDOWN = Markup(
    plain=plain_markdown,
    heading="## {}".format,
    strong="**{}**".format,
    code="`{}`".format,
    item="- {}".format,
    # A bare URL becomes a link; escaping would change it.
    url=clean,
)

SLACK = Markup(
    plain=plain_mrkdwn,
    heading="*{}*".format,
    strong="*{}*".format,
    code=lambda text: f"`{_entities(text)}`",
    item="\u2022 {}".format,
    url=lambda text: _entities(clean(text)),
)
