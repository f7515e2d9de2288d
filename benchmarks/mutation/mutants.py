"""Mutants: small faults put into the package, from the operators of Cosmic Ray."""

import ast
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import parso
from cosmic_ray.ast import Visitor, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Example, Operator
from cosmic_ray.plugins import get_operator

__all__ = ["Mutant", "mutants_of", "mutated", "sample"]

_CORE = (
    "ReplaceComparisonOperator_Eq_NotEq",
    "ReplaceComparisonOperator_NotEq_Eq",
    "ReplaceComparisonOperator_Lt_LtE",
    "ReplaceComparisonOperator_Lt_Gt",
    "ReplaceComparisonOperator_LtE_Lt",
    "ReplaceComparisonOperator_Gt_GtE",
    "ReplaceComparisonOperator_Gt_Lt",
    "ReplaceComparisonOperator_GtE_Gt",
    "ReplaceComparisonOperator_Is_IsNot",
    "ReplaceComparisonOperator_IsNot_Is",
    "ReplaceBinaryOperator_Add_Sub",
    "ReplaceBinaryOperator_Sub_Add",
    "ReplaceBinaryOperator_Mul_Add",
    "ReplaceBinaryOperator_FloorDiv_Mul",
    "ReplaceUnaryOperator_Delete_Not",
    "ReplaceUnaryOperator_USub_UAdd",
    "ReplaceTrueWithFalse",
    "ReplaceFalseWithTrue",
    "ReplaceAndWithOr",
    "ReplaceOrWithAnd",
    "ReplaceBreakWithContinue",
    "ReplaceContinueWithBreak",
    "NumberReplacer",
    "AddNot",
    "ZeroIterationForLoop",
)
"""Those whose mutants are faults that people make. Replacing `==` by `is`, say, mostly is none."""


class DropStatement(Operator):
    """Replaces a call that stands alone, or an assignment in place, by `pass`."""

    def mutation_positions(self, node: parso.tree.NodeOrLeaf) -> Iterator[tuple[object, object]]:
        """Yield where a statement can be dropped."""
        if node.type == "simple_stmt" and _droppable(node.children[0]):
            yield node.start_pos, node.end_pos

    def mutate(self, node: parso.tree.NodeOrLeaf, index: int) -> parso.tree.NodeOrLeaf:
        """Put `pass` in the place of the statement."""
        assert index == 0, "a statement is dropped in one way"
        first = node.children[0]
        node.children[0] = parso.python.tree.Keyword(
            "pass", first.start_pos, first.get_first_leaf().prefix
        )
        return node

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Show what it does."""
        return (Example("f(x)\n", "pass\n"), Example("x += 1\n", "pass\n"))


def _droppable(statement: parso.tree.NodeOrLeaf) -> bool:
    if statement.type in {"atom_expr", "power", "await_expr"}:
        return statement.get_last_leaf().value == ")"
    return statement.type == "expr_stmt" and any(
        child.type == "operator" and child.value not in {"=", ":="} and child.value.endswith("=")
        for child in _leaves(statement.children[1:2])
    )


def _leaves(nodes: Iterable[parso.tree.NodeOrLeaf]) -> Iterator[parso.tree.NodeOrLeaf]:
    for node in nodes:
        if isinstance(node, parso.tree.BaseNode):
            yield from _leaves(node.children)
        else:
            yield node


@dataclass(frozen=True, slots=True, order=True)
class Mutant:
    """One fault.

    Attributes
    ----------
    path : str
        The file, from the project's root, with `/`.
    line, column : int
        Where, counted from 1 and from 0.
    operator : str
        The name of an operator of Cosmic Ray, or `DropStatement`.
    occurrence : int
        Which of the operator's places in the file, counted from 0.
    """

    path: str
    line: int
    column: int
    operator: str
    occurrence: int


class _Places(Visitor):  # type: ignore[misc] # Cosmic Ray has no annotations
    """Where an operator can change a file; False where the file would be no Python any more."""

    def __init__(self, operator: Operator) -> None:
        self.operator = operator
        self.places: list[tuple[tuple[int, int], bool]] = []

    def visit(self, node: parso.tree.NodeOrLeaf) -> parso.tree.NodeOrLeaf:
        # Cosmic Ray takes the star before parameters by name only for a multiplication.
        fits = node.parent is None or node.parent.type not in {"parameters", "lambdef"}
        self.places += [(start, fits) for start, _ in self.operator.mutation_positions(node)]
        return node


def _operator(name: str) -> Operator:
    return DropStatement() if name == "DropStatement" else get_operator(f"core/{name}")()


def mutants_of(root: Path, path: str) -> list[Mutant]:
    """Return every mutant of a file, but those in annotations, assertions and `@dataclass(...)`.

    Annotations and what is imported for them do nothing at run time, assertions only state what
    the type checker cannot know, and nobody can notice that a dataclass has no slots.
    """
    source = (root / path).read_text(encoding="utf-8")
    silent = _silent(ast.parse(source))
    tree = get_ast(source)
    made = []
    for name in (*_CORE, "DropStatement"):
        places = _Places(_operator(name))
        places.walk(tree)
        made += [
            Mutant(path, line, column, name, number)
            for number, ((line, column), fits) in enumerate(places.places)
            if fits and not any(first <= (line, column) < last for first, last in silent)
        ]
    return made


def _silent(tree: ast.Module) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return the stretches of a file in which a mutant changes nothing that could be tested."""
    nodes: list[ast.AST | None] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            arguments = node.args
            several = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
            nodes += [node.returns, *(argument.annotation for argument in several)]
        if isinstance(node, ast.ClassDef):
            nodes += node.decorator_list
        elif isinstance(node, ast.AnnAssign):
            nodes.append(node.annotation)
        elif isinstance(node, ast.Assert) or (
            isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        ):
            nodes.append(node)
    return [
        ((node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset))  # type: ignore[attr-defined]
        for node in nodes
        if node is not None
    ]


def mutated(root: Path, mutant: Mutant) -> str:
    """Return the text of a mutant's file with the fault in it."""
    source = (root / mutant.path).read_text(encoding="utf-8")
    text = mutate_code(source, _operator(mutant.operator), mutant.occurrence)
    assert isinstance(text, str), f"{mutant} is gone: the file has changed"
    return text


def sample(root: Path, paths: Iterable[str], size: int, seed: int) -> list[Mutant]:
    """Return a random sample of the mutants of some files; equal seeds give equal samples.

    They come in a random order, so that the first of them are a random sample, too.
    """
    every = sorted(mutant for path in paths for mutant in mutants_of(root, path))
    return random.Random(seed).sample(every, min(size, len(every)))
