"""The page as a whole: the data of the template, and its content security policy."""

from rotation.export.html import environment, policy_hash, style_text, template_text
from rotation.export.months import month_style, month_words, span_of
from rotation.export.text import clean
from rotation.model.public_page import HandoverLine, PublicPage

__all__ = ["public_html"]

_PACKAGE = "rotation.export.public"


def public_html(page: PublicPage) -> bytes:
    """Return the page of the published plan: one file that loads nothing.

    Its policy allows one style and one script, by their hashes. The script marks what is now, hides
    what is over, and shows the address of the calendar; the page reads as well without it.

    Parameters
    ----------
    page : PublicPage
        What it shows. All text is cleaned and escaped here.

    Returns
    -------
    bytes
        UTF-8; the same for the same data.
    """
    from markupsafe import Markup  # noqa: PLC0415 - comes with jinja2

    templates = environment(_PACKAGE)
    templates.globals |= {
        **month_words(page.tracks),
        "change_words": _change_words,
        "span": span_of,
    }
    style = style_text(_PACKAGE, "page.css") + month_style(page.months)
    script = template_text(_PACKAGE, "page.js")
    present = page.today.replace(day=1)
    text = templates.get_template("page.html.j2").render(
        page=page,
        present=present,
        idle=[person for person in page.people if not page.of(person)],
        several=len(page.tracks) > 1,
        # Both are ours and have no input in them, so they must not be escaped.
        style=Markup(style),  # noqa: S704 - see above
        style_hash=policy_hash(style),
        script=Markup(script),  # noqa: S704 - see above
        script_hash=policy_hash(script),
    )
    return text.encode()


def _change_words(change: HandoverLine) -> str:
    """Return a change of hands as a sentence."""
    before, after = clean(change.before), clean(change.after)
    if not after:
        return f"{before} gives it up; nobody has it yet"
    if not before:
        return f"{after} takes it; nobody had it"
    return f"{after} takes it from {before}"
