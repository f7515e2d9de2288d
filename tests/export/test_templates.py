from unittest.mock import patch

import jinja2

from rotation.export.html import environment


def rendered(word: str) -> str:
    """Return the name of a month on a page, with one word of its own."""
    templates = environment("rotation.export.public")
    templates.globals["word"] = word
    return templates.from_string("{{ word }}").render()


def test_a_template_is_compiled_once_and_words_stay_apart() -> None:
    """A second page compiles nothing of ours anew, and does not see the words of the first."""
    first = environment("rotation.export.public").get_template("page.html.j2")
    with patch.object(jinja2.Environment, "compile", side_effect=AssertionError):
        second = environment("rotation.export.public").get_template("page.html.j2")
    assert first is not second
    assert rendered("Ada") == "Ada"
    assert "word" not in environment("rotation.export.public").globals


def test_templates_are_known_by_their_text() -> None:
    """Templates of one name in two packages are two."""
    with patch("rotation.export.html.template_text", lambda package, _: f"from {package}"):
        pages = [environment(package).get_template("page.html.j2").render() for package in "aba"]
    assert pages == ["from a", "from b", "from a"]
