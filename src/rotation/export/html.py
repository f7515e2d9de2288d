"""What our pages have in common: the environment of templates, and hashes for their policy."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from rotation.export.text import clean

if TYPE_CHECKING:
    from types import CodeType

    import jinja2

__all__ = ["environment", "policy_hash", "style_text", "template_text"]


_SHARED = {"month.html.j2": "rotation.export"}
"""Templates of several pages, with the package that has them."""


def template_text(package: str, name: str) -> str:
    """Return the text of a file in the templates of a package."""
    return (files(package) / "templates" / name).read_text("utf-8")


def style_text(package: str, name: str) -> str:
    """Return the style of a page: what all pages share, then its own."""
    return template_text("rotation.export", "base.css") + template_text(package, name)


def policy_hash(text: str) -> str:
    """Return the hash by which a content security policy allows an inline style or script."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def environment(package: str) -> "jinja2.Environment":
    """Return an environment for the templates of a package, which cleans and escapes all text.

    It is a new one, so the words of one page are not those of another. What templates compile to
    is kept, because a process that makes several pages spends half of their time there.

    Parameters
    ----------
    package : str
        With a folder `templates`.
    """
    import jinja2  # noqa: PLC0415 - only where a page is made

    return jinja2.Environment(
        loader=jinja2.FunctionLoader(
            lambda name: template_text(_SHARED.get(name, package), name),
        ),
        autoescape=True,
        bytecode_cache=_compiled(),
        optimized=False,  # which takes longer than it saves in a page that is made once
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # Names come from people: invisible characters are removed everywhere.
        finalize=lambda value: clean(value) if type(value) is str else value,
    )


@cache
def _compiled() -> "jinja2.BytecodeCache":
    """Return what keeps compiled templates, in memory only."""
    import jinja2  # noqa: PLC0415 - as above

    codes: dict[tuple[str, str], CodeType | None] = {}

    class Compiled(jinja2.BytecodeCache):
        def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
            bucket.code = codes.get((bucket.key, bucket.checksum))

        def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
            codes[bucket.key, bucket.checksum] = bucket.code

    return Compiled()
