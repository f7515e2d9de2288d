"""Markdown as code hosts read it, for Python-Markdown, which makes the site."""

from markdown import Extension, Markdown
from markdown.blockprocessors import (
    CodeBlockProcessor,
    ListIndentProcessor,
    OListProcessor,
    UListProcessor,
)

__all__ = ["INDENT", "Dialect", "makeExtension"]

INDENT = 2
"""How far what belongs to an item is indented; Python-Markdown alone wants four blanks."""


class Dialect(Extension):  # type: ignore[misc]  # it has no annotations
    """Paragraphs, tables and lists belong to the item that they are indented under."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Put processors that know the indentation in place of those that lists have."""
        md.tab_length = INDENT
        processors = md.parser.blockprocessors
        processors.register(ListIndentProcessor(md.parser), "indent", 90)
        processors.register(CodeBlockProcessor(md.parser), "code", 80)
        processors.register(OListProcessor(md.parser), "olist", 40)
        processors.register(UListProcessor(md.parser), "ulist", 30)


def makeExtension(**settings: object) -> Dialect:  # noqa: N802 - the name is Python-Markdown's
    """Return the extension: what Python-Markdown calls."""
    return Dialect(**settings)
