"""Runs of the solver whose rosters are offered to the incumbent."""

from rotation.solve.incumbent import Incumbent
from rotation.solve.model import Model
from rotation.solve.parameters import QUICK_EFFORT, Attempt, Parameters
from rotation.solve.posted_tiers import PostedTier
from rotation.solve.solver import End, Response, Solver

__all__ = ["RosterSearch"]


class RosterSearch:
    """The search for rosters: runs models, and offers what they find to the incumbent.

    Parameters
    ----------
    solver : Solver
        Runs the attempts, and counts what they take.
    parameters : Parameters
        The effort of a tier, and the ladders.
    incumbent : Incumbent
        Offered every roster.
    """

    def __init__(self, solver: Solver, parameters: Parameters, incumbent: Incumbent) -> None:
        self.solver = solver
        self.parameters = parameters
        self._incumbent = incumbent

    @property
    def stopped(self) -> bool:
        """Whether the search is stopped from outside, so that no attempt takes time any more."""
        return self.solver.asked_to_stop()

    def limit(self, attempt: Attempt) -> float:
        """Return the deterministic units that an attempt of the ladder may take."""
        return attempt.share * self.parameters.effort

    def run(self, model: Model, attempt: Attempt, limit: float, *tiers: PostedTier) -> Response:
        """Solve a model.

        Parameters
        ----------
        model : Model
            Of rosters that are as good in every tier decided.
        attempt : Attempt
            Seed, workers and relaxation.
        limit : float
            Deterministic units.
        *tiers : PostedTier
            What a roster is compared in, after the tiers decided.
        """
        response = self.solver.run(model.cp, attempt, limit)
        if response.solved:
            self._incumbent.offer(model.roster(response.true), *tiers)
        return response

    def quick(self, model: Model, *tiers: PostedTier, tries: int | None = None) -> End:
        """Look for any roster: without an objective, that is easy or not to be had quickly.

        Parameters
        ----------
        model : Model
            With nothing to minimise.
        *tiers : PostedTier
            What a roster is compared in, after the tiers decided.
        tries : int, optional
            How many attempts of the quick ladder are made; all by default.
        """
        end = End.UNKNOWN
        for attempt in self.parameters.quick[:tries]:
            end = self.run(model, attempt, attempt.share * QUICK_EFFORT, *tiers).end
            if end is not End.UNKNOWN:
                break
        return end
