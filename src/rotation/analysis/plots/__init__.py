"""Plots of ledgers and carried shifts: each a function on a frame that returns the axes.

They draw on `ax`, or on new pyplot axes, which a notebook shows by itself. Colour is never the only
difference: hatches, marker shapes and numbers also work in print (docs/notebooks.md). Needs
matplotlib: `pip install 'rotation[notebook]'`.
"""

from rotation.analysis.plots.bars import before_after, load_against_share
from rotation.analysis.plots.canvas import png
from rotation.analysis.plots.holidays import holidays
from rotation.analysis.plots.settings import trade_off
from rotation.analysis.plots.weeks import gaps, heat_map

__all__ = [
    "before_after",
    "gaps",
    "heat_map",
    "holidays",
    "load_against_share",
    "png",
    "trade_off",
]
