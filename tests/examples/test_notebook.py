import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

import rotation

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "examples" / "fairness.ipynb"
DATA = 3
"""Cells that make the team, after the one with the imports."""

# A process of its own: Jupyter leaves sockets and event loops behind. Its native kernel is
# `sys.executable`, and comes first where no folder of the user's has another.
EXECUTE = """
import sys, nbformat
import matplotlib.font_manager  # makes the list of fonts, which a cell would be told to wait for
from nbclient import NotebookClient
book = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(book, kernel_name="python3", timeout=300).execute()
nbformat.write(book, sys.argv[2])
"""


@pytest.fixture(scope="module")
def notebook() -> nbformat.NotebookNode:
    return nbformat.read(NOTEBOOK, as_version=4)


def code_cells(book: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [cell for cell in book.cells if cell.cell_type == "code"]


def test_outputs_are_stripped(notebook: nbformat.NotebookNode) -> None:
    """In git the notebook has no outputs, no counts and ids that say the place of a cell."""
    nbformat.validate(notebook)
    for cell in code_cells(notebook):
        assert (cell.outputs, cell.execution_count) == ([], None), cell.id
    assert [cell.id for cell in notebook.cells] == [
        f"cell-{place:02d}" for place in range(len(notebook.cells))
    ]
    assert set(notebook.metadata.kernelspec) == {"display_name", "language", "name"}


def test_it_asks_fifteen_questions_in_short_cells(notebook: nbformat.NotebookNode) -> None:
    """After the imports and the data come fifteen cells; none is longer than ten lines."""
    _, *cells = code_cells(notebook)
    assert len(cells) == DATA + 15
    assert max(len(cell.source.splitlines()) for cell in cells) <= 10


def test_the_team_from_frames_is_that_of_the_folder(
    notebook: nbformat.NotebookNode, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the notebook makes of tables is what is loaded, but for the wording of calendars."""
    monkeypatch.chdir(ROOT / "tests")
    made: dict[str, object] = {}
    for cell in code_cells(notebook)[: 1 + DATA]:
        exec(cell.source, made)  # noqa: S102 - our own notebook
    folder = rotation.load(ROOT / "examples/artsy")
    assert made["team"] == folder.replace(calendar=rotation.CalendarSettings())


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> nbformat.NotebookNode:
    folder = tmp_path_factory.mktemp("notebook")
    own = ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    own = (*own, "MPLCONFIGDIR")
    done = subprocess.run(
        [sys.executable, "-c", EXECUTE, str(NOTEBOOK), str(folder / "executed.ipynb")],
        cwd=ROOT / "tests",
        env={**os.environ, **{name: str(folder / name) for name in own}},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    return nbformat.read(folder / "executed.ipynb", as_version=4)


def shown(cell: nbformat.NotebookNode, kind: str) -> list[str]:
    return [output.data[kind] for output in cell.outputs if kind in output.get("data", {})]


def cell_with(book: nbformat.NotebookNode, text: str) -> nbformat.NotebookNode:
    (match,) = (cell for cell in code_cells(book) if text in cell.source)
    return match


def test_every_cell_answers(executed: nbformat.NotebookNode) -> None:
    """From another folder of the repository every cell runs, and shows something."""
    for cell in code_cells(executed):
        assert cell.outputs, cell.source
        assert [o for o in cell.outputs if o.get("name") == "stderr"] == []


def test_plots_are_pictures(executed: nbformat.NotebookNode) -> None:
    """Each cell that ends in a plot shows one picture."""
    drawn = [cell for cell in code_cells(executed) if "plots." in cell.source.splitlines()[-1]]
    assert len(drawn) == 8
    assert {len(shown(cell, "image/png")) for cell in drawn} == {1}


def test_the_plan_shows_itself(executed: nbformat.NotebookNode) -> None:
    """A plan is a table with names and open shifts, and what it reached."""
    (html,) = shown(cell_with(executed, "plan = team.plan"), "text/html")
    assert "Siobhán O&#x27;Rourke" not in html  # she is not on call
    assert "Tomás Herrera Quiroga" in html
    assert html.count("no-one") == 2
    assert "proved best" in html


def test_the_text_is_true_of_the_answers(executed: nbformat.NotebookNode) -> None:
    """Théo is away, Danielle's week can be covered, and 63 days of rest leave a shift open."""
    (why,) = shown(cell_with(executed, "explain.why_not"), "text/plain")
    assert "Théo Marchand-Dubois is away" in why
    (able,) = shown(cell_with(executed, "able = "), "text/plain")
    assert "anneke-de-vries" in able
    (costs,) = shown(cell_with(executed, "explain.trade_off_frame"), "text/html")
    assert "<td>63</td>\n      <td>1</td>" in costs
