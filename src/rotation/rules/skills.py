"""Whoever holds a shift has the skills that it needs."""

from collections.abc import Iterator
from dataclasses import replace

from rotation.model.by_value import ByValue
from rotation.model.problem import Person, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift
from rotation.model.spelling import listed
from rotation.rules.base import View, Violation
from rotation.rules.common import held, settled, with_person
from rotation.rules.grounds import Fields, Grounds, Words, called, personal
from rotation.rules.remedies import Case, ChangeKind, Remedy
from rotation.rules.traits import Traits

__all__ = ["Skills"]


def _lacking(person: Person, shift: Shift) -> tuple[str, ...]:
    return tuple(skill for skill in shift.needs if skill not in person.skills)


def _fields(person: Person, shift: Shift, skills: tuple[str, ...]) -> Fields:
    return {
        "about": person.id,
        "kind": "lacks",
        "quantities": {"skills": skills},
        "source": person.skills_source,
        "setting": shift.needs_source,
    }


def _named(skills: tuple[str, ...]) -> str:
    return f"the skill{'s' if len(skills) > 1 else ''} {listed(skills)}"


class Skills(ByValue):
    """A person has every skill that a shift of theirs needs, volunteer shifts included."""

    name = "skills"
    title = "everybody has the skills that their shifts need"
    traits = Traits(lasting=True, one_person=True, firmness=65)

    def check(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        """Yield every shift held by somebody who lacks a skill that it needs, by person."""
        for person_id, shifts in held(problem, roster).items():
            person = problem.person(person_id)
            for shift in shifts:
                lacking = _lacking(person, shift)
                if lacking:
                    reason = f"{called(problem, person_id)} lacks {_named(lacking)}"
                    grounds = Grounds.of(_fields(person, shift, lacking))
                    yield Violation(
                        rule=self.name,
                        text=f"{reason} that {shift.id} needs",
                        would=f"{reason} that {shift.id} needs",
                        shifts=(shift.id,),
                        people=(person_id,),
                        sources=tuple(filter(None, (grounds.source, grounds.setting))),
                        grounds=grounds,
                    )

    def post(self, problem: Problem, view: View) -> None:
        """Forbid, for each set of skills that shifts need, the people who lack one of them."""
        by_needs: dict[frozenset[str], list[Shift]] = {}
        for shift in problem.shifts:
            if shift.needs:
                by_needs.setdefault(frozenset(shift.needs), []).append(shift)
        for needs, shifts in by_needs.items():
            for person in problem.people:
                missing = needs - person.skills
                for shift in shifts if missing else ():
                    if not settled(problem, person.id, shift.id):
                        fields = _fields(person, shift, tuple(sorted(missing)))
                        view.forbid(person.id, shift.id, **fields)

    def keeps_off(self, problem: Problem, person: Person, shift: Shift) -> Grounds | None:
        """Return the grounds if a person lacks a skill that a shift needs."""
        del problem
        lacking = _lacking(person, shift)
        return Grounds.of(_fields(person, shift, lacking)) if lacking else None

    def lifted(self, problem: Problem) -> Problem:
        """Return the problem in which everybody has every skill."""
        every = frozenset(skill for shift in problem.shifts for skill in shift.needs)
        people = (replace(p, skills=p.skills | every) for p in problem.people)
        return replace(problem, people=tuple(people))

    def words(self, problem: Problem, grounds: Grounds) -> Words:
        """Return the words: which skills somebody lacks."""
        skills = _named(_skills(grounds))
        return personal(
            problem, grounds, f"lacks {skills}", f"without {skills}", clause_many=f"lack {skills}"
        )

    def remedies(self, case: Case) -> Iterator[Remedy]:
        """Let a person learn what the shift needs."""
        (person,) = case.grounds.about
        owner, skills = case.problem.person(person), _skills(case.grounds)
        text = f"{called(case.problem, person)} gets {_named(skills)}"
        problem = with_person(case.problem, replace(owner, skills=owner.skills.union(skills)))
        yield Remedy(ChangeKind.SKILL, person, text, problem, lifts_all=True)


def _skills(grounds: Grounds) -> tuple[str, ...]:
    skills = grounds.quantity("skills")
    assert isinstance(skills, tuple), "made by _fields"
    return skills
