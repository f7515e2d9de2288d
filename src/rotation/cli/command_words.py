"""The roles of arguments: CONFIG may be anywhere, and most arguments have a recognisable form."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from rotation.cli.arguments import HERE, a_date, a_path
from rotation.cli.completion_items import CONFIG, completed_word, folder_of
from rotation.cli.word_order import WordOrder, is_config, is_day, looks_like, orders
from rotation.model.spelling import nearest

__all__ = ["CommandWords", "named_commands", "no_command"]

_MONTH = re.compile(r"\d{4}-\d\d")

_ABOUT = {
    CONFIG: "a rotation.toml or its folder; default: ./rotation.toml",
    "SHIFT": "the id of a published shift, such as A-2026-11-02",
    "OTHER": "the published shift to exchange it for",
    "THIRD": "for a swap of three: SHIFT goes to the holder of OTHER, OTHER to that of THIRD, "
    "THIRD to that of SHIFT",
    "PERSON": "an id, an address or a name",
    "DATE": "a day",
    "REMOTE": "the name of a remote; default: all of them",
    "SCHEDULE": "a .csv or .ics file",
}
"""Descriptions of arguments, unless a command has its own."""

_ATTRIBUTE = {"DIR": "folder"}
"""Attributes of the options whose names differ from the argument's."""


class CommandWords(click.Argument):
    """The words of a command; each becomes an attribute of its options.

    They may be in any order as far as their form tells them apart: CONFIG is a folder or a `.toml`
    file, shifts and dates contain a date, calendars and schedules are files. The others are taken
    in the order of the usage.

    Parameters
    ----------
    param_decls : sequence of str
        As of `click.Argument`.
    usage : str
        The names of the words in the order of the usage, such as `[CONFIG] SHIFT OTHER [THIRD]`.
    about : mapping of str to str
        Descriptions by name, where a command needs its own.
    default : mapping of str to object
        Values of words that are left out, by name; None by default, and `HERE` for CONFIG.
    """

    def __init__(
        self,
        param_decls: Sequence[str],
        *,
        usage: str = f"[{CONFIG}]",
        about: Mapping[str, str] | None = None,
        default: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(param_decls, nargs=-1, metavar=usage, callback=self._sorted)
        self.names = tuple(usage.replace("[", "").replace("]", "").split())
        self.takes_config = CONFIG in self.names
        self._about = {**_ABOUT, **(about or {})}
        self._without: dict[str, object] = {CONFIG: HERE, **(default or {})}
        names = [name for name in usage.split() if name != f"[{CONFIG}]"]
        needed = [name for name in names if not name.startswith("[")]
        spare = [name.strip("[]") for name in names if name.startswith("[")]
        self.forms = tuple((*needed, *spare[:n]) for n in range(len(spare) + 1))

    def records(self) -> list[tuple[str, str]]:
        """Return each word and what it is, for the help."""
        return [(name, self._about.get(name, "")) for name in self.names]

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        """Return the completions of the word that is being typed."""
        given = list(ctx.params.get("words") or ())
        config = next(
            (w for w in given if self.takes_config and is_config(w, folder_of(ctx))), None
        )
        rest = [word for word in given if word != config]
        left = [name for name in self.forms[-1] if not _take(name, rest)]
        wanted = left or ([CONFIG] if self.takes_config and config is None else [])
        return completed_word(ctx, wanted[0], incomplete, config) if wanted else []

    def _sorted(
        self, ctx: click.Context, param: click.Parameter, words: tuple[str, ...]
    ) -> tuple[str, ...]:
        """Assign the words to their names, unless a shell only asks for completions."""
        del param
        if not ctx.resilient_parsing:
            ctx.params.update(self._values(ctx, words))
            _judge_config(ctx)
        return words

    def _values(self, ctx: click.Context, words: Sequence[str]) -> dict[str, object]:
        if "" in words:
            raise click.UsageError(f"an argument is empty; {self._give(ctx)}", ctx)
        strict = len(words) > 1 and _in_group(ctx)
        # Of equally good readings, the order of the usage comes first.
        reading = min(self._readings(words, strict=strict), key=lambda each: each.odd, default=None)
        if reading is None:
            most = len(self.forms[-1]) + self.takes_config
            many = f"cannot read {' '.join(words)!r}; " if len(words) > most else ""
            raise click.UsageError(f"{many}{self._give(ctx)}", ctx)
        for name, word in reading.values:
            # A folder with a configuration is not a shift; a person may be called like one.
            alone = not HERE.exists() if name == "PERSON" else not looks_like(name, word)
            if self.takes_config and reading.config is None and is_config(word) and alone:
                what = f"{word!r} is read as {CONFIG}, so {name} is missing; {self._give(ctx)}"
                raise click.UsageError(what, ctx)
        words_by_name = dict(reading.values)
        if reading.config is not None:
            words_by_name[CONFIG] = reading.config
        return {
            _ATTRIBUTE.get(name, name.lower()): _value(name, words_by_name[name])
            if name in words_by_name
            else self._without.get(name)
            for name in self.names
        }

    def _give(self, ctx: click.Context) -> str:
        act = f"{ctx.info_name} " if _in_group(ctx) else ""
        lead = f"[{CONFIG}] " if self.takes_config else ""
        rest = " ".join(w for w in (self.metavar or "").split() if w != f"[{CONFIG}]")
        return f"give {lead}{act}{rest}".rstrip()

    def _readings(self, words: Sequence[str], *, strict: bool) -> Iterator[WordOrder]:
        """Yield the possible roles of the words, the order of the usage first.

        With `strict`, every word must look like its role if CONFIG does not exist.
        """
        for names in self.forms:
            if self.takes_config and len(words) == len(names) + 1:
                for n, config in enumerate(words):
                    readings = orders(names, [*words[:n], *words[n + 1 :]], config)
                    # A path that does not exist is CONFIG if it is first, or beside a schedule.
                    front, beside = n == 0 and not strict, n == 0 or names == ("SCHEDULE",)
                    sure = front or is_config(config)
                    yield from (each for each in readings if sure or (beside and each.odd < 1))
            elif len(words) == len(names):
                yield from orders(names, words, None)


def named_commands(command: click.Command) -> dict[str, Any]:
    """Return the commands of a group by name; none of a command."""
    return dict(command.commands) if isinstance(command, click.Group) else {}


def no_command(words: Sequence[str], group: click.Group) -> str:
    """Return why the first word is not a command of a group, with the nearest one."""
    word, rest = words[0], list(words[1:])
    by_act = {act: name for name, c in group.commands.items() for act in named_commands(c)}
    near = nearest(word, [*by_act, *group.commands])
    if near in group.commands:
        meant = near
    elif near is not None:
        meant = f"rotation {by_act[near]} {near}"
    elif rest and rest[0] in group.commands:
        meant = f"rotation {' '.join([rest[0], word, *rest[1:]])}"
    else:
        return f"there is no command {word!r}; see rotation --help"
    return f"there is no command {word!r}; did you mean {meant}?"


def _in_group(ctx: click.Context) -> bool:
    """Tell whether a command is one of a group, as `trade swap` is."""
    return ctx.parent is not None and ctx.parent.parent is not None


def _judge_config(ctx: click.Context) -> None:
    """Refuse a CONFIG that is a day or a month, with the option for it."""
    word = str(ctx.params.get("config", HERE))
    if Path(word).exists():
        return
    takes = {name for param in ctx.command.params for name in param.opts}
    month = "--month" if _MONTH.fullmatch(word) else ""
    days = ("--from", "--at", "--week", "--since")
    day = next((name for name in days if is_day(word) and name in takes), "")
    option = month if month in takes else day
    if option:
        what = f"{word!r} is not a {CONFIG}; did you mean {option} {word}?"
        raise click.UsageError(what, ctx)


def _value(name: str, word: str) -> object:
    try:
        if name == "DATE":
            return a_date(word)
        return a_path(word) if name in (CONFIG, "DIR", "SCHEDULE") else word
    except click.BadParameter as error:
        raise click.UsageError(f"{name}: {error.message}") from None


def _take(name: str, words: list[str]) -> bool:
    """Remove and return the first word of a list that looks like a name's role, if any."""
    word = next((word for word in words if looks_like(name, word)), None)
    if word is not None:
        words.remove(word)
    return word is not None
