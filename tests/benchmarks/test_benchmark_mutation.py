"""The mutants that `python -m benchmarks.mutation` makes; without Cosmic Ray there are none."""

from pathlib import Path

import pytest

pytest.importorskip("cosmic_ray", reason="needs the extra `mutation`")

from benchmarks.mutation.mutants import Mutant, mutants_of, mutated, sample

SOURCE = """\
@dataclass(frozen=True)
class Counted:
    number: int = 3

    def above(self, *, limit: "int | None" = None) -> bool:
        assert self.number > 0
        self.log(limit)
        self.number += 1
        return self.number > limit  # not 3
    "True, or at most 3 > 2."
if TYPE_CHECKING:
    import elsewhere
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "counted.py").write_text(SOURCE, encoding="utf-8")
    return tmp_path


def test_mutants_stand_where_a_test_could_notice(root: Path) -> None:
    """Decorators, annotations, assertions, comments, docstrings and markers have none."""
    places = {(mutant.line, mutant.operator) for mutant in mutants_of(root, "counted.py")}
    assert places == {
        (3, "NumberReplacer"),
        (7, "DropStatement"),
        (8, "DropStatement"),
        (8, "NumberReplacer"),
        (9, "ReplaceComparisonOperator_Gt_GtE"),
        (9, "ReplaceComparisonOperator_Gt_Lt"),
    }


def test_a_mutant_changes_its_place_only(root: Path) -> None:
    """The text with the fault is the text but for one line, and equal mutants give equal texts."""
    drop = Mutant("counted.py", 7, 8, "DropStatement", 0)
    assert mutated(root, drop) == SOURCE.replace("self.log(limit)", "pass")
    for mutant in mutants_of(root, "counted.py"):
        before, after = SOURCE.splitlines(), mutated(root, mutant).splitlines()
        changed = [
            number
            for number, pair in enumerate(zip(before, after, strict=True), 1)
            if pair[0] != pair[1]
        ]
        assert changed == [mutant.line]


def test_a_seed_names_a_sample(root: Path) -> None:
    """Equal seeds give equal samples; a sample that is too large is everything."""
    assert sample(root, ["counted.py"], 3, 1) == sample(root, ["counted.py"], 3, 1)
    assert len(sample(root, ["counted.py"], 3, 1)) == 3
    everything = sample(root, ["counted.py"], 99, 1)
    assert sorted(everything) == sorted(mutants_of(root, "counted.py"))
    assert everything != sorted(everything), "the first ones of a sample are a sample, too"
