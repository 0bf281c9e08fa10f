"""The rules of the house that a reviewer would otherwise repeat."""

import ast
import re
from pathlib import Path

import pytest

SRC = Path(__file__).parents[1] / "src" / "stemma"
MODULES = sorted(SRC.rglob("*.py"))
BANNED = {"utils", "util", "common", "helpers", "helper", "core", "base", "manager", "misc"}
PACKAGES = {
    "text", "language", "stages", "clean", "annotate", "collate", "cluster", "settle", "derive", "extract", "corroborate", "chronicle",
    "brief",
    "adapters", "fetch", "engines", "models", "views", "dossier", "cli", "evaluation", "times", "quantities",
    "comparing", "claims", "origins", "figures", "dates", "places", "names", "quotes", "causes", "denials", "states", "titles",
    "retold", "conflicts",
}  # fmt: skip
MAX_FILE_LINES = 500
MAX_FUNCTION_LINES = 70


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SRC)))
def test_modules_are_small_and_named_after_an_idea(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= MAX_FILE_LINES
    assert path.stem not in BANNED
    assert not [part for part in path.relative_to(SRC).parts[:-1] if part not in PACKAGES], "an unlisted package"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < MAX_FUNCTION_LINES, f"{node.name} is too long"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SRC)))
def test_modules_and_public_functions_say_what_they_are(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if not tree.body:
        return
    assert ast.get_docstring(tree), "the module has no docstring"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name} has no docstring"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SRC)))
def test_records_are_frozen(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef):
            for decorator in node.decorator_list:
                if "dataclass" in ast.unparse(decorator):
                    assert "frozen=True" in ast.unparse(decorator), f"{node.name} can be changed"


PURE_ROOMS = [SRC / "stages", SRC / "language", SRC / "text"]
PURE_PARTS = {"pathlib": {"PurePosixPath"}, "urllib.parse": {"urlsplit", "unquote"}}


@pytest.mark.parametrize("path", [path for room in PURE_ROOMS for path in sorted(room.rglob("*.py"))], ids=lambda path: path.stem)
def test_pure_rooms_import_only_the_pure_part_of_what_touches_the_world(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            assert not {alias.name.split(".")[0] for alias in node.names} & {"pathlib", "urllib"}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in {"pathlib", "urllib"}:
            assert {alias.name for alias in node.names} <= PURE_PARTS.get(node.module or "", set())
        elif isinstance(node, ast.Call):
            assert ast.unparse(node.func) != "open"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SRC)))
def test_no_order_among_equals_comes_from_a_set(path: Path) -> None:
    """What a key leaves equal keeps the order that it came in, and a set has another in every process: the key must end with the item."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"sorted", "min", "max"} and node.args:
            keys = [keyword.value for keyword in node.keywords if keyword.arg == "key"]
            assert not _is_set(node.args[0]) or all(map(_ends_with_the_item, keys)), f"line {node.lineno}: dict.fromkeys keeps an order"


def _is_set(node: ast.expr) -> bool:
    is_made = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"set", "frozenset"}
    return is_made or isinstance(node, (ast.Set, ast.SetComp))


def _ends_with_the_item(key: ast.expr) -> bool:
    if not isinstance(key, ast.Lambda) or not isinstance(key.body, ast.Tuple):
        return False
    last = key.body.elts[-1]
    return isinstance(last, ast.Name) and last.id == key.args.args[0].arg


def test_lexicons_say_what_they_hold() -> None:
    for path in sorted((SRC / "language" / "data").glob("*.tsv")):
        lines = path.read_text(encoding="utf-8").split("\n")
        assert lines[0].startswith("# "), f"{path.name} has no header"
        entries = [line for line in lines if line.strip() and not line.startswith("#")]
        assert entries, f"{path.name} is empty"
        assert len(entries) == len(set(entries)), f"{path.name} repeats an entry"


def test_each_dependency_has_a_decision_record() -> None:
    root = SRC.parents[1]
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    section = re.search(r"^dependencies = \[(.*?)^\]", text, re.MULTILINE | re.DOTALL)
    assert section
    records = " ".join(path.name for path in (root / "docs" / "decisions").glob("*.md"))
    for name in re.findall(r'"([A-Za-z0-9_-]+)', section[1]):
        assert f"-{name}.md" in records, f"no decision record for {name}"
