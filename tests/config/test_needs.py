"""Skills that tracks need, and tracks that nobody may hold."""

from config_cases import VALID, FaultsOf, Team


def with_needs(needs: str, ada: str = "", grace: str = "") -> str:
    """Return a team of two people, of whose two tracks the second needs something."""
    toml = VALID.replace('handover = "Wed 11:00"\n', f'handover = "Wed 11:00"\n{needs}\n')
    toml = toml.replace("joined = 2024-03-04\n", f"joined = 2024-03-04\n{ada}\n")
    return toml.replace("joined = 2023-01-09\n", f"joined = 2023-01-09\n{grace}\n")


def test_a_skill_that_nobody_has_is_a_fault(faults_of: FaultsOf) -> None:
    """Each is named at its line, with the nearest known one."""
    toml = with_needs('needs = ["databse", "senior", "x"]', 'skills = ["senior", "database"]')
    line = toml.split("\n").index('needs = ["databse", "senior", "x"]') + 1
    assert faults_of(toml) == [
        f"rotation.toml:{line}: track.needs: nobody has the skill 'databse'; "
        "did you mean 'database'?",
        f"rotation.toml:{line}: track.needs: nobody has the skill 'x'; known: database, senior",
    ]


def test_without_any_skill_somebody_needs_one(faults_of: FaultsOf) -> None:
    """A team whose people have no skills is told what to write."""
    (fault,) = faults_of(with_needs('needs = "database"'))
    assert fault.endswith(
        "track.needs: nobody has the skill 'database'; add it to somebody's `skills`"
    )


def test_a_track_that_nobody_may_hold_is_reported_with_the_reasons(team: Team) -> None:
    """Each skill has somebody, but nobody has both and serves the track."""
    toml = with_needs('needs = ["database", "senior"]', 'skills = "database"', 'skills = "senior"')
    (remark,) = team(toml).remarks
    assert str(remark).endswith(
        "track.needs: nobody may hold track 'B': Ada Lovelace lacks senior, Grace Hopper lacks "
        "database; add it to somebody's `tracks`, or give somebody all its `skills`"
    )


def test_a_track_that_nobody_serves_is_reported(team: Team) -> None:
    """Without any need, too; who left may have held it."""
    (remark,) = team(with_needs("", 'tracks = ["A"]', 'tracks = ["A"]')).remarks
    assert "track.name: nobody may hold track 'B': Ada Lovelace does not serve it" in str(remark)


def test_one_person_is_enough(team: Team) -> None:
    """Whoever serves the track with all skills may hold it."""
    toml = with_needs('needs = "database"', 'tracks = ["A"]', 'skills = ["database", "x"]')
    read = team(toml)
    assert read.remarks == ()
    (settings,) = read.tracks[1].settings
    assert settings.needs_source is not None
    assert toml.split("\n")[settings.needs_source.line - 1] == 'needs = "database"'
