"""Problems and errors: every code has its row, every class its place in the tree."""

import ast
import inspect
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

import pytest

from fonds import errors
from fonds.errors import FondsError, ParameterError, QueryLimitError
from fonds.problems import KINDS, Problem

SOURCE = Path(__file__).parents[1] / "src" / "fonds"


def _modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


@cache
def _texts() -> dict[str, set[str]]:
    """Return every text of the program that has the form of a code, with the modules it stands in."""
    found: dict[str, set[str]] = {}
    for path, tree in _modules():
        if path.name != "problems.py" or path.parent != SOURCE:
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found.setdefault(node.value, set()).add(path.name)
    return found


def _codes() -> Iterator[tuple[str, str]]:
    """Yield the codes given to Problem directly, with the module."""
    for path, tree in _modules():
        for node in ast.walk(tree):
            named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Problem"
            if named and isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                yield str(node.args[0].value), path.name


def test_every_code_that_is_used_has_a_row() -> None:
    """No problem is made with a code that has no meaning."""
    used = set(_codes())
    assert len(used) >= 20
    assert [(code, module) for code, module in used if code not in KINDS] == []


@pytest.mark.parametrize("code", KINDS)
def test_every_row_is_used(code: str) -> None:
    """No kind of problem is listed that nothing ever reports."""
    assert _texts().get(code), "no module names it"


@pytest.mark.parametrize("code", KINDS)
def test_every_kind_can_be_understood(code: str) -> None:
    """A kind has a sentence; one that is more than a note says what to do, or cannot be helped from outside."""
    kind = KINDS[code]
    assert kind.severity in ("error", "warning", "note")
    assert kind.meaning[0].isupper() and kind.meaning.endswith(".")
    assert kind.remedy == "" or (kind.remedy[0].isupper() and kind.remedy.endswith("."))
    assert kind.remedy or kind.severity == "note" or code == "marking-contradiction"


def test_a_problem_is_one_line() -> None:
    """A problem tells place, line, meaning, detail and remedy in one line."""
    problem = Problem("file-not-utf8", "a.txt", "byte 7", 3)
    assert str(problem) == "a.txt:3: The file is not UTF-8 text. (byte 7) Save it as UTF-8."
    assert str(Problem("summary-missing", "a.txt")) == "a.txt: The page has no summary."
    with pytest.raises(KeyError):
        _ = Problem("no-such-code", "a.txt").severity


# ── errors ───────────────────────────────────────────────────────────────────────────────────────────────

CLASSES = [each for _, each in inspect.getmembers(errors, inspect.isclass) if issubclass(each, FondsError)]


def _drawn() -> dict[str, str]:
    """Return each class of the tree drawn in the header, with the class it stands under."""
    above: dict[str, str] = {}
    path: dict[int, str] = {}
    for line in str(errors.__doc__).splitlines():
        name = line.lstrip(" │├└─").partition(" ")[0]
        if name.endswith("Error") and (line.startswith(("    FondsError", "    ├", "    │", "    └", "        "))):
            depth = (len(line) - len(line.lstrip(" │├└─"))) // 4
            path[depth] = name
            above[name] = path.get(depth - 1, "")
    return above


def test_the_tree_is_drawn_as_it_is() -> None:
    """Every exception stands in the header's tree, under its parent, and nothing else does."""
    assert _drawn() == {
        each.__name__: "" if each is FondsError else each.__mro__[1].__name__ for each in CLASSES
    }


@pytest.mark.parametrize("each", CLASSES)
def test_errors_are_a_sentence_with_a_remedy(each: type[FondsError]) -> None:
    """Every error says what happened and, if it knows, what to do."""
    first: dict[type[FondsError], tuple[str, ...]] = {ParameterError: ("sender",), QueryLimitError: ("time",)}
    make: Callable[..., FondsError] = partial(each, *first.get(each, ()))
    told = make("It broke.", "Mend it.")
    assert (str(told), told.message, told.remedy) == ("It broke. Mend it.", "It broke.", "Mend it.")
    assert str(make("It broke.")) == "It broke."
    assert each.__doc__


def test_every_error_of_ours_is_raised_somewhere() -> None:
    """No class of the tree is left that nothing raises, itself or as a parent."""
    named = {node.id for _, tree in _modules() for node in ast.walk(tree) if isinstance(node, ast.Name)}
    raised = {each for each in CLASSES if each.__name__ in named}
    assert [each.__name__ for each in CLASSES if not any(issubclass(other, each) for other in raised)] == []
