"""The chapters of the reference: which names it has, and in which order."""

from dataclasses import dataclass

__all__ = ["ALIASES", "CHAPTERS", "COMMON", "FIRST", "HIDDEN", "MEMBERS", "Chapter"]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the reference.

    Attributes
    ----------
    title : str
        Its heading.
    text : str
        What its names are for; Markdown.
    module : str
        From where users import the names.
    names : str
        Functions, and classes that users make, in the order of the page, between blanks;
        `problem.Person` is in a module of that package.
    results : str
        Classes that only the package makes: how they are called is no concern of users.
    prefix : str
        What stands before each name on the page: `plots.` of `plots.gaps`.
    is_new : bool
        Whether stability.md does not promise its names yet; a page named in `text` has examples.
    """

    title: str
    text: str
    module: str
    names: str = ""
    results: str = ""
    prefix: str = ""
    is_new: bool = False


_NEW = "These names are new, and [not promised to stay](stability.md#not-stable)."

CHAPTERS = (
    Chapter(
        "Load and judge",
        "The functions of `rotation`.",
        "rotation",
        "load check show_versions",
    ),
    Chapter(
        "A rotation",
        "What one does with a team is a method of it. A rotation is frozen data: no method changes "
        "it, and nothing is written before `write`.",
        "rotation",
        "Rotation",
    ),
    Chapter(
        "Parts of a rotation",
        "They check types; `Rotation` checks the rest, all at once. They are frozen, have "
        "`replace()`, and are equal when what they say is equal, wherever it is written.",
        "rotation",
        """
        Engineer Track TrackSettings Handover WeeklyWindow DayKind OnRestDay
        TimeOff TimeOffKind Offer Wish SpecialPeriod
        HolidayRules MonthDay CompanyDay HolidaysOf
        Pin Entry ShiftKind Status Trade LoggedChange Configured
        HomeZone CalendarSettings EventKind Feed FeedProfile Remote PaySettings
        """,
    ),
    Chapter(
        "Errors",
        "Bad input, an interrupted search and a search without a result have types of their own. "
        "Each owns the exit code of the command line.",
        "rotation",
        "RotationError BadInput Fault Impossible OutOfEffort Interrupted",
    ),
    Chapter(
        "Results",
        "What methods and functions return can be looked at in the same ways: as a frame, as plain "
        "values, as sentences, and in a notebook as a table. The classes of what methods of a "
        "rotation return are in `rotation.results`.",
        "rotation.results",
        results="""
        Result Judgement PaidMonth PaidLine HandoverNotes LedgerLine Moved PersonChange
        """,
    ),
    Chapter(
        "A plan",
        "What `Rotation.plan` and `Rotation.replan` return. A plan also answers "
        "[questions](#questions): `plan.why(...)`.",
        "rotation",
        results="plans.plan.Plan plans.replan.Replan model.schedule.Row model.objective.Objective",
    ),
    Chapter(
        "A ledger",
        "What `Rotation.ledger` and `Plan.ledger` return.",
        "rotation.analysis.ledger",
        results="Ledger",
    ),
    Chapter(
        "Trades",
        "The functions of `rotation.trades`: the published plan and its changes. They take a "
        "rotation first, and are methods of it, too.",
        "rotation.trades",
        "who next_shifts publish suggest swap exchange cover hand_over leave undo archive sync "
        "addresses Transfer",
        """
        Edition TradeProposal effects.RestAround effects.Balance Suggestion Option
        ranking.LineTransfer Refusal Departure departures.Inherited Undo Archive CalendarSync
        OnCall Watch WatchState NextShifts Addresses Address
        """,
        "trades.",
    ),
    Chapter(
        "Questions",
        "The functions of `rotation.explain` take a plan first, and are its methods, too "
        "([explaining.md](explaining.md)).",
        "rotation.explain",
        "conflicts fixes why why_not compromises longer_rest orders trade_off_frame",
        """
        Answers Conflict Proof Fact Fixes Fix Change ChangeKind Reason Ending Difference Load Move
        Compromise Without LongerRest Order
        """,
        "explain.",
    ),
    Chapter(
        "Plots",
        "The functions of `rotation.analysis.plots` ([notebooks.md](notebooks.md)); they need "
        "`pip install 'rotation[notebook]'`.",
        "rotation.analysis.plots",
        "load_against_share before_after heat_map gaps holidays trade_off png",
        prefix="plots.",
    ),
    Chapter(
        "Rules",
        "For rules of one's own ([extending.md](extending.md)).",
        "rotation.rules",
        """
        Rule SoftRule View Count Violation register registered
        settled held at_most_one at_most_beside
        Fields Grounds Words Traits Settings setting settings_of
        """,
        prefix="rules.",
    ),
    Chapter(
        "Goals",
        "For goals of one's own ([extending.md](extending.md)).",
        "rotation.goals",
        "Goal Tier Few Level Spread Together Wide GoalTraits register registered named",
        prefix="goals.",
    ),
    Chapter(
        "Problems, shifts and rosters",
        "What rules and goals see. A rule or a goal never makes these; tests do, with "
        "`rotation.testing`.",
        "rotation.model",
        results="problem.Problem problem.Person shifts.Shift shifts.Loads roster.Roster",
    ),
    Chapter(
        "Tests of rules and goals",
        "The functions of `rotation.testing`. `tiny_problems`, `tiny_goals` and `tiny_rules` need "
        "hypothesis.",
        "rotation.testing",
        """
        assert_rule_agrees assert_goal_agrees tiny_problems tiny_rules tiny_goals rosters
        instant make_problem make_person make_shift make_held make_lock make_block make_elsewhere
        make_offer make_hours make_settings Said
        """,
        prefix="testing.",
    ),
    Chapter(
        "Fleets",
        "Many teams at once, with `rotation.fleet` ([fleet.md](fleet.md), "
        "[fleet-cluster.md](fleet-cluster.md)). " + _NEW,
        "rotation.fleet",
        """
        plan_fleet check_fleet publish_fleet push_fleet who_fleet next_shifts_fleet fairness_fleet
        cluster
        """,
        """
        FleetReport TeamRow FleetPublication TeamPublication FleetPush TeamPush FleetOnCall
        FleetShifts FleetLedger FleetAccount TeamAccount ClusterExecutor ClusterUnavailable
        """,
        "fleet.",
        is_new=True,
    ),
    Chapter(
        "Remotes",
        "The published plan in calendars, pagers and chats, with `rotation.remotes` "
        "([remotes.md](remotes.md)). " + _NEW,
        "rotation.remotes",
        "push pull check_remote",
        "Push RemoteCheck",
        "remotes.",
        is_new=True,
    ),
    Chapter(
        "Moving in",
        "Schedules that other tools exported, with `rotation.imports` "
        "([moving-in.md](moving-in.md)). " + _NEW,
        "rotation.imports",
        "import_schedule read_export merge_export",
        "Imported MergedHistory",
        "imports.",
        is_new=True,
    ),
)

MEMBERS = {
    "Plan": """
        rows proved summary to_frame to_dict lines records ledger write
        """,
    "Ledger": "lines dates to_frame to_dict to_wide",
    "LedgerLine": "amount difference",
    "Judgement": "holds open open_regular summary",
    "PaidMonth": "served",
    "HandoverNotes": "text slack",
    "Fault": "",
    "WatchState": "",
    "NextShifts": "now",
    "OnCall": "missing",
    "TradeProposal": "",
    "Suggestion": "of_kind command",
    "Departure": "left",
    "CalendarSync": "edition",
    "Edition": "empty files write",
}
"""The members of classes of which only some are public."""

FIRST = {
    "Rotation": """
        from_frames from_dict with_time_off replace
        plan replan check why why_not ledger hours notes
        publish who suggest swap cover exchange leave sync
        save to_toml to_dict problem
        """,
}
"""The order of members that do not stand as the class has them."""

COMMON = {"columns", "lines", "records", "to_dict", "to_frame"}
"""What every result has, said once; names of before stay, and are left out."""

HIDDEN = {"Rotation.of", "Rotation.amended"}
"""Members for the package only."""

ALIASES = {"RotationData": "Rotation", "RotationT": "Rotation", "RotationT_co": "Rotation"}
"""Types that a user knows by another name."""
