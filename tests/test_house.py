"""The rules of the house that a reviewer would otherwise repeat."""

import ast
import re
from pathlib import Path

import pytest

SRC = Path(__file__).parents[1] / "src" / "stemma"
MODULES = sorted(SRC.rglob("*.py"))
BANNED = {"utils", "util", "common", "helpers", "helper", "core", "base", "manager", "misc"}
PACKAGES = {
    "text", "language", "stages", "clean", "annotate", "collate", "cluster", "derive", "extract", "corroborate", "chronicle", "brief",
    "adapters", "fetch", "engines", "models", "views", "dossier", "cli", "evaluation", "times", "quantities",
    "comparing", "claims", "origins", "figures", "dates", "places", "names", "quotes", "causes", "denials", "states", "retold", "conflicts",
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
