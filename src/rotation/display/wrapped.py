"""Frames whose columns are never left out when they are printed."""

import pandas as pd

__all__ = ["WrappedFrame"]


class WrappedFrame(pd.DataFrame):
    """A frame that prints columns which do not fit below the others.

    In a terminal, pandas leaves out the middle columns of a wide frame. Two instants with their
    offsets take more than half of 80 columns, so a schedule would be printed without its people.
    Instants without seconds are
    printed to the minute, so that they leave room. Where `display.max_columns` is set, it is
    respected.
    """

    @property
    def _constructor(self) -> "type[WrappedFrame]":  # what pandas asks for: `head()` is one, too
        return WrappedFrame

    def __repr__(self) -> str:
        if pd.get_option("display.max_columns") or not pd.get_option("display.expand_frame_repr"):
            return super().__repr__()
        return self.to_string(
            max_rows=pd.get_option("display.max_rows"),
            min_rows=pd.get_option("display.min_rows"),
            max_colwidth=pd.get_option("display.max_colwidth"),
            line_width=pd.get_option("display.width") or 80,
            show_dimensions=pd.get_option("display.show_dimensions"),
            formatters={
                str(name): _to_the_minute
                for name, values in self.items()
                if isinstance(values.dtype, pd.DatetimeTZDtype)
                and values.dt.second.fillna(0).eq(0).all()
            },
        )


def _to_the_minute(moment: pd.Timestamp) -> str:
    return "NaT" if pd.isna(moment) else moment.isoformat(sep=" ", timespec="minutes")
