"""What fakes of tools with one kind of item share: people, items by place, and their window."""

import re
from collections.abc import Mapping
from datetime import datetime
from importlib import import_module
from typing import Any
from wsgiref.types import WSGIEnvironment

from fake_server import FakeServer, Refusal


class FakePager(FakeServer):
    """A remote with items by place and id.

    Attributes
    ----------
    people : dict of str to str
        Addresses by id; a deactivated person is not in it.
    items : dict
        By place and id.
    page : int
        The most rows of an answer.
    """

    scheme = "Bearer "
    places: tuple[str, ...] = ("P1", "P2")

    def __init__(self, token: str, people: Mapping[str, str]) -> None:
        super().__init__()
        self.token = token
        self.people = dict(people)
        self.items: dict[str, dict[str, dict[str, Any]]] = {name: {} for name in self.places}
        self.page = 50

    def expected(self, environ: WSGIEnvironment) -> bool:
        """Tell whether the token is right."""
        return environ.get("HTTP_AUTHORIZATION") == f"{self.scheme}{self.token}"

    def of_place(self, place: str) -> dict[str, dict[str, Any]]:
        """Return the items of a place."""
        if place not in self.items:
            raise missing()
        return self.items[place]

    def item(self, place: str, name: str) -> dict[str, Any]:
        """Return an item."""
        if name not in self.of_place(place):
            raise missing()
        return self.items[place][name]

    def anywhere(self, name: str) -> tuple[str, dict[str, Any]]:
        """Return the place of an item, and the item."""
        for place, items in self.items.items():
            if name in items:
                return place, items[name]
        raise missing()


def moment(text: str) -> datetime:
    """Return the instant of a text."""
    return datetime.fromisoformat(text)


def missing() -> Refusal:
    """Return the refusal of an id that does not exist."""
    return Refusal(404, {"errors": [{"title": "Not found", "status": "404"}]})


def invalid(text: str) -> Refusal:
    """Return the refusal of what cannot be done."""
    return Refusal(422, {"errors": [{"title": text, "status": "422"}]})


def model(package: str, name: str) -> Any:
    """Return a model of an official kit, out of the module of its name.

    It is imported only where it is used: kits have hundreds of models and import each of them.
    """
    module = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[a-z])(?=V\d)", "_", name).lower()
    return getattr(import_module(f"{package}.{module}"), name)
