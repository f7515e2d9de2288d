from rotation.model.spelling import counted


def test_a_number_agrees_with_its_noun() -> None:
    """One is one; none and several take the plural, which may be irregular."""
    assert [counted(n, "team") for n in (0, 1, 2)] == ["0 teams", "1 team", "2 teams"]
    assert [counted(n, "person", "people") for n in (1, 3)] == ["1 person", "3 people"]
    assert counted(2, "broken rule") == "2 broken rules"
