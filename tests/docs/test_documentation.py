"""What the documentation says is what the code does."""

import importlib.util
import re
import types
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _generator() -> types.ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["README.md", "docs/curation.md", "docs/problems.md"])
def test_generated_parts_are_up_to_date(name: str) -> None:
    """Commands, settings, addresses, formats, queries, fields and problems are documented as they are."""
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "<!-- generated:" in text
    assert _generator().generate(text) == text, "run: python docs/generate.py"


def test_vocabulary_is_ready_as_it_was_written() -> None:
    """What servers read of the vocabulary was made of the Turtle files as they are."""
    wanted = _generator().ready()
    assert len(wanted) == 5
    assert [path.name for path, fresh in wanted.items() if path.read_bytes() != fresh] == [], "run: python docs/generate.py"


def test_links_between_pages_lead_somewhere() -> None:
    """Every relative link of the README and the pages in docs/ and data/ names a file that exists."""
    pages = [ROOT / "README.md", ROOT / "CHANGELOG.md", *ROOT.glob("docs/*.md"), *ROOT.glob("data/*.md")]
    links = [
        (page, target)
        for page in pages
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    ]
    assert len(links) > 8
    assert [(page.name, target) for page, target in links if not (page.parent / target).exists()] == []


def test_dependencies_are_explained() -> None:
    """Every dependency of pyproject.toml has its line in docs/dependencies.md, and no line is left over."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [*project["dependencies"], *(each for extra in project["optional-dependencies"].values() for each in extra)]
    names = {re.split(r"[><=\[]", line)[0].lower() for line in needed} - {"fonds"}
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    told = {
        name.strip().lower()
        for row in re.findall(r"^\| ([^|]+) \|", text, re.MULTILINE)
        for name in row.split(",")
    } - {"package", "---"}
    assert told == names


def test_architecture_names_every_package() -> None:
    """The plan of the house has a row for every package and module of fonds."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = [
        path.stem
        for path in (ROOT / "src" / "fonds").iterdir()
        if not path.name.startswith("__") and (path.is_dir() or path.suffix == ".py")
    ]
    assert [room for room in rooms if f"`{room}`" not in text] == []
