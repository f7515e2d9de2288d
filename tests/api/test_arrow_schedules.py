"""Tables of pyarrow as schedules, where it is installed."""

from datetime import date

import pytest

from rotation import BadInput, Rotation, check
from rotation.config.frames import entries_of
from rotation.plans.plan import Plan

pa = pytest.importorskip("pyarrow")

TODAY = date(2026, 9, 20)


def test_a_table_of_pyarrow_is_a_schedule(team: Rotation, plan: Plan) -> None:
    """Whatever takes frames of pandas and polars takes it, with open shifts and other columns."""
    frame = plan.to_frame()
    table = pa.Table.from_pandas(frame)
    assert None in table.column("engineer").to_pylist()
    assert entries_of(table) == entries_of(frame)
    assert check(team, table) == check(team, plan) == []
    assert team.check(table, today=TODAY).holds
    assert team.publish(table, TODAY).after == team.publish(frame, TODAY).after
    window = {"since": date(2026, 12, 14), "until": date(2027, 1, 11)}
    assert team.ledger(draft=table, **window) == team.ledger(draft=frame, **window)
    assert team.hours("2026-12", draft=table) == team.hours("2026-12", draft=frame)


def test_what_is_wrong_with_a_table_is_reported_at_its_column(team: Rotation, plan: Plan) -> None:
    """A missing column, one that is there twice, and a shift that is there twice."""
    table = pa.Table.from_pandas(plan.to_frame())
    with pytest.raises(BadInput, match=r"^schedule: has no column engineer; "):
        team.check(table.drop_columns("engineer"))
    with pytest.raises(BadInput, match=r"^schedule: has 2 columns shift; give each column once"):
        team.publish(table.append_column("shift", table.column("shift")), TODAY)
    with pytest.raises(BadInput, match=r"^draft: names .* more than once; "):
        team.ledger(draft=pa.concat_tables([table, table.slice(0, 1)]))
    further = table.append_column("note", table.column("shift"))
    assert team.check(further.append_column("note", table.column("shift"))).holds
