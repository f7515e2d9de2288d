"""The text of a ledger: JSON with one line per item, which git can merge and people can read."""

import json
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from rotation.errors import BadInput, Fault
from rotation.remotes.ledger import Intent, RemoteLedger, RemoteLine, UserSpan

__all__ = ["ledger_of", "text_of"]

FORMAT = 1
_HEAD = ("remote", "tool", "url", "rotation")
_LINE = {"key", "place", "start", "end", "user", "id"}
_UNDER_WAY = {"intent", "sent", "target"}
_RESTORE = (
    "restore the file from git; if it is lost, remove it and run `rotation push --adopt`, which "
    "takes equal items as ours"
)


def text_of(ledger: RemoteLedger) -> str:
    """Return the text of a ledger; equal ledgers have equal texts."""
    head = {"format": FORMAT, **{name: getattr(ledger, name) for name in _HEAD}}
    first = "".join(f" {_json(name)}: {_json(value)},\n" for name, value in head.items())
    lines = ",\n".join(f"  {_json(_record(line))}" for line in ledger.lines)
    return (
        f'{{\n{first} "items": [\n{lines}\n ]\n}}\n' if lines else f'{{\n{first} "items": []\n}}\n'
    )


def ledger_of(text: str, place: str) -> RemoteLedger:
    """Return the ledger of a text.

    Parameters
    ----------
    text : str
        Of the file.
    place : str
        Its path, for messages.

    Raises
    ------
    BadInput
        When it is no whole ledger: it is never taken for an empty one, because everything we wrote
        would be somebody else's then.
    """
    document = _document(text, place)
    faults = [
        Fault(f"{place}: {name}", "is not a text", _RESTORE)
        for name in _HEAD
        if not isinstance(document.get(name), str)
    ]
    if set(document) != {"format", "items", *_HEAD}:
        what = f"expected are the keys format, {', '.join(_HEAD)} and items"
        faults.append(Fault(place, what, _RESTORE))
    lines = []
    for n, record in enumerate(document["items"], 1):
        try:
            lines.append(_line(record))
        except _BrokenItem as error:
            faults.append(Fault(f"{place}: items: {n}", str(error), _RESTORE))
    ids = Counter((line.place, line.id) for line in lines if line.id)
    faults += [
        Fault(place, f"the item {number!r} is listed {count} times", _RESTORE)
        for (_, number), count in sorted(ids.items())
        if count > 1
    ]
    if faults:
        raise BadInput(faults)
    remote, tool, url, rotation = (document[name] for name in _HEAD)
    order = tuple(sorted(lines, key=lambda line: line.order))
    return RemoteLedger(remote, tool, url, rotation, order)


def _document(text: str, place: str) -> dict[str, Any]:
    """Return the text as JSON that looks like a ledger of this format."""
    try:
        document = json.loads(text, object_pairs_hook=_without_twins)
    except _Twins as error:
        raise BadInput(Fault(place, f"has the key {error} twice", _RESTORE)) from None
    except json.JSONDecodeError as error:
        what = f"is no whole ledger, it may be cut off: {error.msg.lower().removesuffix(' at')}"
        raise BadInput(Fault(f"{place}:{error.lineno}", what, _merge_hint(text))) from None
    except RecursionError:
        raise BadInput(Fault(place, "is no ledger", _RESTORE)) from None
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        raise BadInput(Fault(place, "is no ledger: it has no list `items`", _RESTORE))
    if document.get("format") != FORMAT:
        what = f"has the format {document.get('format')!r}, this version reads {FORMAT}"
        raise BadInput(Fault(place, what, "use the version of rotation that wrote it"))
    return document


class _BrokenItem(Exception):
    """What is wrong with a line."""


class _Twins(Exception):
    """A key that an object has twice."""


def _without_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    count = Counter(name for name, _ in pairs)
    for name, times in count.items():
        if times > 1:
            raise _Twins(repr(name))
    return dict(pairs)


def _merge_hint(text: str) -> str:
    if "<<<<<<<" not in text:
        return _RESTORE
    return "a merge of git was not finished: keep the lines of both sides, each item once"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _stretch_record(item: RemoteLine | UserSpan) -> dict[str, object]:
    return {"start": _instant(item.start), "end": _instant(item.end), "user": item.user}


def _record(line: RemoteLine) -> dict[str, object]:
    record = {"key": line.key, "place": line.place, "id": line.id, **_stretch_record(line)}
    if line.intent is not None:
        record["intent"] = line.intent.value
    if line.sent:
        record["sent"] = line.sent
    if line.target is not None:
        record["target"] = _stretch_record(line.target)
    return record


def _line(record: object) -> RemoteLine:
    if not isinstance(record, dict):
        raise _BrokenItem("is not an item")
    missing, unknown = sorted(_LINE - set(record)), sorted(set(record) - _LINE - _UNDER_WAY)
    if missing or unknown:
        what = f"has no {missing[0]}" if missing else f"has the unknown key {unknown[0]!r}"
        raise _BrokenItem(what)
    key, place, number = (_text(record, name) for name in ("key", "place", "id"))
    if not key or not place:
        raise _BrokenItem("has no key or no place")
    intent, sent, target = record.get("intent"), record.get("sent", 0), record.get("target")
    if intent is not None and intent not in tuple(Intent):
        raise _BrokenItem(f"has the unknown intent {intent!r}")
    if isinstance(sent, bool) or not isinstance(sent, int) or sent < 0:
        raise _BrokenItem("sent is not a number of requests")
    if not number and intent != Intent.CREATE:
        raise _BrokenItem("has no id, and no request that creates it is under way")
    if (target is not None) != (intent == Intent.UPDATE):
        raise _BrokenItem("has a target without an update, or an update without one")
    aim = None
    if target is not None:
        if not isinstance(target, dict) or set(target) != {"start", "end", "user"}:
            raise _BrokenItem("has a target without start, end and user")
        aim = _stretch(target)
    start, end, user = _stretch(record)
    how = None if intent is None else Intent(intent)
    return RemoteLine(key, place, start, end, user, number, how, aim, sent)


def _stretch(record: Mapping[str, object]) -> UserSpan:
    start, end = (_moment(record[name], name) for name in ("start", "end"))
    if end < start:
        raise _BrokenItem("ends before it starts")
    user = record["user"]
    if user is not None and not isinstance(user, str):
        raise _BrokenItem("user is neither a text nor null")
    return UserSpan(start, end, user)


def _text(record: Mapping[str, object], name: str) -> str:
    value = record[name]
    if not isinstance(value, str):
        raise _BrokenItem(f"{name} is not a text")
    return value


def _moment(value: object, name: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.utcoffset() is None:
        raise _BrokenItem(f"{name} is no instant such as 2026-12-14T16:00:00Z")
    return moment.astimezone(UTC)
