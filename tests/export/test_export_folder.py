"""The output folder: replaced whole or not at all."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from rotation.errors import BadInput
from rotation.export import write_folder
from rotation.export.folder import write_files


def plan(*names: str) -> bytes:
    """Return a `plan.json` that lists these files."""
    return json.dumps({"files": names}).encode()


OLD = {
    "plan.json": plan("plan.json", "schedule.csv", "people/ada.ics", "people/bob.ics"),
    "schedule.csv": b"old",
    "people/ada.ics": b"old ada",
    "people/bob.ics": b"old bob",
}
NEW = {
    "plan.json": plan("plan.json", "schedule.csv", "schedule.ics", "people/ada.ics"),
    "schedule.csv": b"new",
    "schedule.ics": b"new",
    "people/ada.ics": b"new ada",
    "people/zoe.ics": b"new zoe",
}


def content(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder, hidden ones included, and empty folders as such."""
    files = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file():
            files[name] = path.read_bytes()
        elif not any(path.iterdir()):
            files[name + "/"] = b""
    return files


def fail_at(monkeypatch: pytest.MonkeyPatch, count: int, error: BaseException) -> None:
    """Let the `count`-th `os.replace` fail, once."""
    real: Callable[[object, object], None] = os.replace
    calls = 0

    def replace(source: object, target: object) -> None:
        nonlocal calls
        calls += 1
        if calls == count:
            raise error
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)


def test_a_new_folder_holds_the_files_and_nothing_else(tmp_path: Path) -> None:
    """Missing parents are made, and no staging directory is left."""
    write_folder(tmp_path / "a" / "out", NEW)
    assert content(tmp_path) == {f"a/out/{name}": data for name, data in NEW.items()}


def test_writing_twice_gives_the_same_folder(tmp_path: Path) -> None:
    """The second run changes nothing that can be read."""
    write_folder(tmp_path, NEW)
    write_folder(tmp_path, NEW)
    assert content(tmp_path) == NEW


def test_only_calendars_we_wrote_are_removed(tmp_path: Path) -> None:
    """Of the files not written now, those a previous plan lists as people's calendars go."""
    write_folder(tmp_path, OLD)
    (tmp_path / "people" / "own.ics").write_bytes(b"mine")
    (tmp_path / "notes.txt").write_bytes(b"mine")
    write_folder(tmp_path, NEW)
    assert content(tmp_path) == {**NEW, "people/own.ics": b"mine", "notes.txt": b"mine"}


@pytest.mark.parametrize(
    "old_plan",
    [
        b"",
        b"no json",
        b"[]",
        b'{"files": 7}',
        b'{"files": [7, null, "people/../secret.ics", "../secret.ics", "/secret.ics"]}',
        b'{"files": ["schedule.csv", "people/sub/x.ics", "people/\\u0000.ics", "people"]}',
        b"[" * 100_000,
        "{}".encode("utf-16"),
    ],
)
def test_a_plan_of_somebody_else_removes_nothing(tmp_path: Path, old_plan: bytes) -> None:
    """A broken or hostile list deletes no file, inside the folder or out of it."""
    kept = {"secret.ics": b"s", "out/people/bob.ics": b"b", "out/people/sub/x.ics": b"x"}
    for name, data in {**kept, "out/schedule.csv": b"c", "out/plan.json": old_plan}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    write_folder(tmp_path / "out", {"plan.json": b"{}"})
    assert content(tmp_path) == {**kept, "out/schedule.csv": b"c", "out/plan.json": b"{}"}


def test_the_plan_is_replaced_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever sees the new `plan.json` sees every other new file."""
    order = []
    real = os.replace

    def replace(source: object, target: object) -> None:
        order.append(Path(str(target)).relative_to(tmp_path).as_posix())
        real(str(source), str(target))

    monkeypatch.setattr(os, "replace", replace)
    write_folder(tmp_path, NEW)
    assert order[-1] == "plan.json"
    assert sorted(order) == sorted(NEW)


@pytest.mark.parametrize("count", range(1, len(NEW) + 1))
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failure_half_way_puts_everything_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, error: BaseException
) -> None:
    """Whichever replacement fails or is interrupted, the old files are all there, and only they."""
    write_folder(tmp_path / "out", OLD)
    before = content(tmp_path)
    fail_at(monkeypatch, count, error)
    with pytest.raises(KeyboardInterrupt if isinstance(error, KeyboardInterrupt) else BadInput):
        write_folder(tmp_path / "out", NEW)
    assert content(tmp_path) == before


@pytest.mark.parametrize("count", [1, 3, len(NEW)])
def test_a_failure_leaves_no_new_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    """A folder that did not exist does not exist after a failure."""
    fail_at(monkeypatch, count, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path / "a" / "out", NEW)
    assert content(tmp_path) == {}
    assert list(tmp_path.iterdir()) == []


def test_a_failure_while_staging_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk is met before the first old file is touched, and told with place and fix."""
    write_folder(tmp_path, OLD)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BadInput) as caught:
        write_folder(tmp_path, NEW)
    (fault,) = caught.value.faults
    assert fault.place == str(tmp_path)
    assert "No space left on device" in fault.what
    assert "--out" in fault.hint
    assert content(tmp_path) == OLD


def test_a_second_interrupt_does_not_stop_the_undoing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C while the old files are put back only makes that step start again."""
    write_folder(tmp_path, OLD)
    real = os.replace
    calls = 0

    def replace(source: object, target: object) -> None:
        nonlocal calls
        calls += 1
        if calls in {3, 4, 6}:
            raise KeyboardInterrupt
        real(str(source), str(target))
        if calls == 5:
            raise KeyboardInterrupt  # after the deed: doing it again must not lose the file

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path, NEW)
    assert calls > 6
    assert content(tmp_path) == OLD


def test_what_cannot_be_put_back_is_kept_and_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When undoing fails too, the error names the files and where their old contents are."""
    write_folder(tmp_path, OLD)
    real = os.replace
    calls = 0

    def replace(source: object, target: object) -> None:
        nonlocal calls
        calls += 1
        if calls > 2:
            raise OSError(5, "Input/output error")
        real(str(source), str(target))

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(BadInput) as caught:
        write_folder(tmp_path, NEW)
    (fault,) = caught.value.faults
    assert "people/ada.ics" in fault.what
    (kept,) = tmp_path.glob(".rotation-*")
    assert str(kept / "old") in fault.hint
    assert (kept / "old" / "people" / "ada.ics").read_bytes() == b"old ada"


def test_a_file_in_the_folders_place_is_reported(tmp_path: Path) -> None:
    """A target that is a file, or lies below one, is bad input, and the file stays."""
    (tmp_path / "out").write_bytes(b"mine")
    for target in (tmp_path / "out", tmp_path / "out" / "below"):
        with pytest.raises(BadInput):
            write_folder(target, NEW)
    assert content(tmp_path) == {"out": b"mine"}


def test_a_folder_in_a_files_place_is_reported(tmp_path: Path) -> None:
    """A folder called `schedule.csv` stops the run before anything is replaced."""
    (tmp_path / "schedule.csv").mkdir()
    with pytest.raises(BadInput, match=r"schedule\.csv"):
        write_folder(tmp_path, NEW)
    assert content(tmp_path) == {"schedule.csv/": b""}


def test_a_folder_without_permission_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no staging directory can be made, the message says so and nothing has changed."""

    def refuse(**_: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    with pytest.raises(BadInput, match="Permission denied"):
        write_folder(tmp_path / "out", NEW)
    assert content(tmp_path) == {}


@pytest.mark.parametrize(
    "name",
    ["", ".", "/x", "../x", "a/../x", "a//x", "./x", "a/", "a\\x", "C:x", "a\0x"],
)
def test_names_that_lead_out_are_refused(tmp_path: Path, name: str) -> None:
    """No name can be absolute, climb, or be spelt in a second way."""
    with pytest.raises(ValueError, match="not the name of a file"):
        write_folder(tmp_path / "out", {name: b"x"})
    assert content(tmp_path) == {}


def test_names_that_differ_by_case_are_refused(tmp_path: Path) -> None:
    """Two names that are one file on some disks are a mistake everywhere."""
    with pytest.raises(ValueError, match="one file"):
        write_folder(tmp_path, {"a.ics": b"", "A.ics": b""})


def test_a_symbolic_link_is_replaced_not_followed(tmp_path: Path) -> None:
    """Writing over a link leaves what it points to alone."""
    (tmp_path / "elsewhere").write_bytes(b"mine")
    out = tmp_path / "out"
    out.mkdir()
    (out / "schedule.csv").symlink_to(tmp_path / "elsewhere")
    write_folder(out, NEW)
    assert (tmp_path / "elsewhere").read_bytes() == b"mine"
    assert content(out) == NEW


def test_files_in_two_places_change_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the second place fails at the last step, the first one has its old files again."""
    first, second = tmp_path / "a" / "one", tmp_path / "b" / "two"
    for path in (first, second):
        path.parent.mkdir()
        path.write_bytes(b"old")
    fresh = tmp_path / "a" / "three"
    move = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if target == second and self.parent.name == "new":
            raise OSError(28, "No space left on device", str(target))
        return move(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(BadInput, match="No space left on device"):
        write_files({first: b"new", fresh: b"new", second: b"new"})
    assert first.read_bytes() == second.read_bytes() == b"old"
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["a", "b", "one", "two"]
    monkeypatch.setattr(Path, "replace", move)
    write_files({first: b"new", fresh: b"new", second: b"new"})
    assert first.read_bytes() == fresh.read_bytes() == second.read_bytes() == b"new"
    write_files({})
