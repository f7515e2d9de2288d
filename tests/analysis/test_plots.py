from collections.abc import Callable
from typing import Any

import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib import font_manager
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection, QuadMesh
from matplotlib.container import BarContainer
from matplotlib.figure import Figure
from numpy.testing import assert_array_equal
from plot_cases import CARRIED, COSTS, LEDGER, NAN, carried, ledger

from rotation.analysis import plots
from rotation.analysis.plots import fonts
from rotation.errors import BadInput

mpl.use("Agg")

Plot = Callable[..., Axes]
PLOTS: dict[str, tuple[Plot, tuple[pd.DataFrame, ...]]] = {
    "load_against_share": (plots.load_against_share, (LEDGER,)),
    "before_after": (plots.before_after, (LEDGER, LEDGER)),
    "heat_map": (plots.heat_map, (CARRIED,)),
    "gaps": (plots.gaps, (CARRIED,)),
    "holidays": (plots.holidays, (CARRIED,)),
    "trade_off": (plots.trade_off, (COSTS,)),
}
each = pytest.mark.parametrize("name", PLOTS)


def new() -> Axes:
    return Figure(figsize=(8, 4)).subplots()


def drawn(name: str, *, rows: int | None = None, ax: Axes | None = None) -> Axes:
    plot, frames = PLOTS[name]
    return plot(*(frame.iloc[:rows] for frame in frames), ax=ax)


def names(ax: Axes) -> list[str]:
    return [label.get_text() for label in ax.get_yticklabels()]


def bars(ax: Axes, label: str) -> list[tuple[float, float]]:
    """Return the left and right ends of the bars of one kind, from the top."""
    (container,) = (c for c in ax.containers if c.get_label() == label)
    assert isinstance(container, BarContainer)
    return [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in container]


def dots(ax: Axes, label: str) -> list[tuple[float, float]]:
    """Return the places of the markers of one kind."""
    (points,) = (c for c in ax.collections if c.get_label() == label)
    assert isinstance(points, PathCollection)
    return [(float(x), float(y)) for x, y in points.get_offsets()]


def cells(ax: Axes) -> Any:
    """Return the numbers behind the tiles; NaN where a tile is white."""
    (mesh,) = (c for c in ax.collections if isinstance(c, QuadMesh))
    return mesh.get_array().filled(NAN)


# -- all of them ---------------------------------------------------------------------------------


def test_every_plot_is_tried() -> None:
    """The cases of this file are the public plots."""
    assert {*PLOTS, "png"} == set(plots.__all__)


@each
def test_it_draws_where_it_is_asked_to(name: str) -> None:
    """A plot returns the axes it was given, draws on them, and leaves pyplot alone."""
    ax = new()
    before = plt.get_fignums()
    assert drawn(name, ax=ax) is ax
    assert plt.get_fignums() == before
    assert ax.has_data()
    assert ax.get_title(loc="left")


@each
def test_without_axes_it_makes_some(name: str) -> None:
    """Without axes a plot draws on a new figure of pyplot, the one that a notebook shows."""
    ax = drawn(name)
    try:
        assert ax.figure is plt.gcf()
        assert ax.has_data()
    finally:
        plt.close(ax.figure)


@each
@pytest.mark.parametrize("rows", [0, 1])
def test_few_rows_are_enough(name: str, rows: int) -> None:
    """Without any row a plot says so; with one it draws one."""
    ax = drawn(name, rows=rows, ax=new())
    assert ("Nothing to show" in [text.get_text() for text in ax.texts]) == (
        rows == 0 or name == "holidays"  # the first shift holds no holiday
    )
    assert plots.png(ax)


@each
def test_missing_columns_are_named(name: str) -> None:
    """Every column that is missing is told, with a function that gives such a frame."""
    plot, frames = PLOTS[name]
    with pytest.raises(BadInput) as caught:
        plot(*(frame[[]] for frame in frames), ax=new())
    messages = [fault.what for fault in caught.value.faults]
    assert len(messages) > 1
    assert all(what.startswith("has no column '") for what in messages)
    assert all("give one like" in fault.hint for fault in caught.value.faults)


@each
def test_equal_frames_give_equal_bytes(name: str) -> None:
    """A PNG is the same file twice, and does not say what made it."""
    image, other = (plots.png(drawn(name, ax=new())) for _ in range(2))
    assert image == other
    assert image.startswith(b"\x89PNG")
    assert b"Software" not in image


@pytest.mark.parametrize("name", ["load_against_share", "before_after", "trade_off"])
def test_nothing_is_shown_by_colour_alone(name: str) -> None:
    """What a legend tells apart differs in shape, line or hatch as well."""
    ax = drawn(name, ax=new())
    looks = []
    for handle in ax.get_legend_handles_labels()[0]:
        if isinstance(handle, BarContainer):
            looks.append(("bar", handle.patches[0].get_hatch()))
        elif isinstance(handle, PathCollection):
            looks.append(("dot", handle.get_paths()[0].vertices.tobytes()))
        else:
            looks.append((handle.get_marker(), handle.get_linestyle()))
    assert len(set(looks)) == len(looks) > 2


def test_a_near_column_is_offered() -> None:
    """A column with another name is suggested."""
    with pytest.raises(BadInput, match="it has 'Shifts'"):
        plots.load_against_share(LEDGER.rename(columns={"shifts": "Shifts"}), ax=new())


@pytest.mark.parametrize("name", ["heat_map", "gaps", "holidays"])
def test_instants_need_a_zone(name: str) -> None:
    """Naive instants are refused: nobody knows which day they are in."""
    naive = CARRIED.assign(start=CARRIED["start"].dt.tz_localize(None))
    with pytest.raises(BadInput, match="column 'start' has no time zone"):
        PLOTS[name][0](naive, ax=new())


# -- each of them --------------------------------------------------------------------------------


def test_loads_are_bars_and_shares_are_marks() -> None:
    """Carried and planned parts make the load; the mark is at the share; the number is signed."""
    ax = plots.load_against_share(LEDGER, ax=new())
    assert names(ax) == ["Ada Lovelace", "Béla Bartók", "Grace Hopper"]
    assert bars(ax, "carried") == [(0, 2), (0, 2), (0, 1)]
    assert bars(ax, "planned") == [(2, 3), (2, 2), (1, 1)]
    assert dots(ax, "fair share") == [(2.5, 0), (2.5, 1)]
    assert [text.get_text() for text in ax.texts] == ["+0.5", "-0.5"]


def test_a_ledger_without_plan_has_plain_bars() -> None:
    """Where the frame knows no planned part, the load is one bar."""
    ax = plots.load_against_share(LEDGER.drop(columns="shifts_planned"), ax=new())
    assert bars(ax, "carried") == [(0, 3), (0, 2), (0, 1)]
    assert [c.get_label() for c in ax.containers] == ["carried"]


def test_before_and_after_are_two_marks() -> None:
    """Who gains stands first; somebody who is in one frame only has one mark."""
    after = ledger(ada=("Ada Lovelace", 2, 0, 1.5), bela=("Béla Bartók", 4, 0, 3.0))
    ax = plots.before_after(LEDGER, after, ax=new())
    assert names(ax) == ["Béla Bartók", "Ada Lovelace", "Grace Hopper"]
    assert dots(ax, "before") == [(2, 0), (3, 1), (1, 2)]
    assert dots(ax, "after") == [(4, 0), (2, 1)]
    assert dots(ax, "fair share after") == [(3, 0), (1.5, 1)]
    arrows = [(text.xyann, text.xy) for text in ax.texts]
    assert arrows == [((2, 0), (4, 0)), ((3, 1), (2, 1))]


def test_days_are_counted_at_noon_week_by_week() -> None:
    """A week that changes the clock has seven days; one that ends on Wednesday has five and two."""
    ax = plots.heat_map(CARRIED, ax=new())
    assert names(ax) == ["Ada", "Bela"]
    ada, bela = ([0.0] * 11, [0.0] * 11)
    ada[0] = ada[4] = 7
    bela[0], bela[1], bela[9], bela[10] = 5, 2, 4, 2
    assert_array_equal(cells(ax), [[n or NAN for n in line] for line in (ada, bela)])
    assert [t.get_text() for t in ax.texts] == ["7", "7", "5", "2", "4", "2"]
    assert ax.get_xticklabels()[0].get_text() == "26 Oct\n2026"


def test_a_year_of_weeks_has_no_numbers() -> None:
    """Numbers that could not be read are left out."""
    line = ("ada", "A-2027-10-25", "2027-10-25 11:00", "2027-11-01 11:00", "")
    ax = plots.heat_map(pd.concat([CARRIED, carried(line)]), ax=new())
    assert len(ax.texts) == 0
    assert cells(ax).shape == (2, 53)


def test_gaps_are_whole_days_between_shifts() -> None:
    """A gap runs from end to start; parts of one shift have none; volunteer shifts do not count."""
    volunteered = carried(
        ("ada", "A-2026-12-25", "2026-12-25 00:00", "2026-12-27 00:00", ""), kind="volunteer"
    )
    again = carried(("ada", "A-2026-12-07", "2026-12-07 11:00", "2026-12-14 11:00", ""))
    frame = pd.concat([CARRIED, volunteered, again])
    ax = plots.gaps(frame, ax=new(), min_rest_days=7)
    # Ada: 2 to 23 November, 30 November to 7 December. Bela: 4 November to 30 December.
    assert names(ax) == ["Ada", "Bela"]
    assert dots(ax, "shortest gap") == [(7, 0), (56, 1)]
    assert dots(ax, "gap") == [(21, 0)]
    (line,) = ax.get_lines()
    assert line.get_label() == "7 days of rest"
    assert list(line.get_xdata()) == [7, 7]


def test_holidays_have_their_years() -> None:
    """New Year's Day is the new year's, also in a shift that began in the old one."""
    before = carried(
        ("ada", "A-2025-11-24", "2025-11-24 11:00", "2025-12-01 11:00", "Thanksgiving Day; Extra")
    )
    frame = pd.concat([before, CARRIED])
    ax = plots.holidays(frame, ax=new())
    assert names(ax) == ["Ada", "Bela"]
    labels = [label.get_text() for label in ax.get_xticklabels()]
    assert labels == ["New Year's Day", "Thanksgiving Day", "Extra"]
    assert_array_equal(cells(ax), [[NAN, 2, 1], [1, NAN, NAN]])
    assert [t.get_text() for t in ax.texts] == ["'25 '26", "'25", "'27"]
    chosen = plots.holidays(frame, ax=new(), names=["Extra", "Nobody's Day"])
    assert_array_equal(cells(chosen), [[1, NAN], [NAN, NAN]])


def test_costs_are_curves_and_open_shifts_are_bars() -> None:
    """Values stand in their order; each curve has its numbers, each bar says how many are open."""
    ax = plots.trade_off(COSTS, ax=new())
    assert [label.get_text() for label in ax.get_xticklabels()] == ["7", "28"]
    assert {line.get_label(): list(line.get_ydata()) for line in ax.get_lines()} == {
        "Regular shifts": [3.0, 3.5],
        "Rest days": [8.0, 9.0],
        "Holidays": [1.0, 1.0],
    }
    assert isinstance(ax.figure, Figure)
    (behind,) = (other for other in ax.figure.axes if other is not ax)
    (container,) = behind.containers
    assert isinstance(container, BarContainer)
    assert [bar.get_height() for bar in container] == [0, 2]
    assert [text.get_text() for text in behind.texts] == ["0 open", "2 open"]


# -- names ---------------------------------------------------------------------------------------


def test_names_are_drawn_as_written() -> None:
    """Accents, dollar signs and a leading underscore stay; a long name takes a second line."""
    odd = ("Olumide Adéyẹmí", "$x$ & <b>", "_Ida_", "Wolfeschlegelsteinhausen von Bergerdorff")
    frame = ledger(**{f"p{n}": (name, 1, 0, 1.0) for n, name in enumerate(odd)})
    ax = plots.load_against_share(frame, ax=new())
    assert [name.replace("\n", " ") for name in names(ax)] == list(odd)
    assert "\n" in names(ax)[3]
    assert not any(label.get_parse_math() for label in ax.get_yticklabels())
    assert plots.png(ax)


def test_a_name_without_glyphs_is_written_as_the_id() -> None:
    """No box is drawn, and nothing warns: a name is shown in a font that has it, or as the id."""
    drawable = fonts.families_for("陳嘉欣") is not None
    frame = ledger(ka_yan=("陳嘉欣", 1, 0, 1.0), tag=("\U000e0041", 1, 0, 1.0))
    ax = plots.load_against_share(frame, ax=new())
    assert names(ax) == ["陳嘉欣" if drawable else "ka_yan", "tag"]
    assert plots.png(ax)


def test_another_installed_font_helps_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the usual font lacks is taken from the first font that has it, and only from there."""
    have = {"few": "A", "some": "B陳", "more": "B陳嘉"}
    known = tuple((n.title(), n) for n in have)
    monkeypatch.setattr(fonts, "_known", lambda: known)
    monkeypatch.setattr(fonts, "_overlooked", lambda: known)
    monkeypatch.setattr(fonts, "_glyphs", lambda path: frozenset(map(ord, have.get(path, "AB "))))
    find = fonts.families_for.__wrapped__
    usual = tuple(mpl.rcParams["font.family"])
    assert find("AB") == usual
    assert find("A陳 B嘉") == (*usual, "Some", "More")
    assert find("A欣") is None


def test_a_font_installed_since_matplotlib_looked_helps_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A font that is missing in matplotlib's own list is looked for before giving up."""
    manager = font_manager.fontManager
    usual = font_manager.findfont(font_manager.FontProperties())
    others = [font for font in manager.ttflist if font.fname != usual]
    (symbols, *_) = (font for font in others if font.name == "STIXSizeOneSym")
    monkeypatch.setattr(manager, "ttflist", [f for f in others if f.fname != symbols.fname])
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda: [symbols.fname, "no/such.ttf"])
    added = fonts._overlooked.__wrapped__()
    assert (symbols.name, symbols.fname) in added
    monkeypatch.setattr(fonts, "_known", lambda: ())
    monkeypatch.setattr(fonts, "_overlooked", lambda: (("New", "new"),))
    monkeypatch.setattr(
        fonts, "_glyphs", lambda path: frozenset(map(ord, "陳" if path == "new" else "A"))
    )
    assert fonts.families_for.__wrapped__("A陳")[-1] == "New"


def test_right_to_left_needs_a_layout_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where matplotlib would write a name backwards, the id is written."""
    find = fonts.families_for.__wrapped__
    monkeypatch.setattr(fonts, "_has_layout", lambda: True)
    assert find("נועה") is not None
    monkeypatch.setattr(fonts, "_has_layout", lambda: False)
    assert find("נועה") is None
    assert find("Noa") is not None
