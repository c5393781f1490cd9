"""`commkit new-plugin`: what it makes passes its own tests, and can be updated from a template in a git repository."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.adapters.running import commkit, commkit_alone
from tests.docs.blocks import ROOT

pytestmark = pytest.mark.slow

copier = pytest.importorskip("copier")
TEMPLATE = ROOT / "src/commkit/adapters/cli/template"
GIT = {
    "GIT_AUTHOR_NAME": "Ann",
    "GIT_AUTHOR_EMAIL": "ann@example.org",
    "GIT_COMMITTER_NAME": "Ann",
    "GIT_COMMITTER_EMAIL": "ann@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


def ran(*words: str, folder: Path, **environment: str) -> str:
    done = subprocess.run(
        words,
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
        timeout=500,
        env={**os.environ, **GIT, **environment},
    )
    assert done.returncode == 0, f"{words}\n{done.stdout}{done.stderr}"
    return done.stdout


def committed(folder: Path, message: str, *, tag: str | None = None) -> None:
    if not (folder / ".git").exists():
        ran("git", "init", "-q", folder=folder)
    ran("git", "add", "-A", folder=folder)
    ran("git", "commit", "-q", "-m", message, folder=folder)
    if tag:
        ran("git", "tag", tag, folder=folder)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plugin with its example, as the command makes it."""
    folder = tmp_path_factory.mktemp("made")
    done = commkit_alone("new-plugin", "boats", "--json", cwd=folder)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["folder"] == "commkit-boats"
    found = {str(f.relative_to(folder / "commkit-boats")) for f in (folder / "commkit-boats").rglob("*.*")}
    assert set(told["files"]) <= found
    return folder / "commkit-boats"


def test_it_is_whole(made: Path) -> None:
    files = {
        str(f.relative_to(made)) for f in made.rglob("*") if f.is_file() and "__pycache__" not in f.parts
    }
    assert files == {
        ".copier-answers.yml",
        ".gitignore",
        "README.md",
        "pyproject.toml",
        "src/commkit_boats/__init__.py",
        "src/commkit_boats/migrations/0001_first_table.py",
        "src/commkit_boats/migrations/__init__.py",
        "src/commkit_boats/py.typed",
        "tests/test_conformance.py",
        "tests/test_notes.py",
    }
    assert not any("{{" in (made / file).read_text() or "{%" in (made / file).read_text() for file in files)


def test_what_it_makes_passes_its_own_tests(made: Path) -> None:
    told = ran(
        sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not postgres", folder=made
    )
    assert " passed" in told
    assert "failed" not in told


def test_what_it_makes_is_in_style(made: Path) -> None:
    ran(sys.executable, "-m", "ruff", "check", "--no-cache", ".", folder=made)
    ran(sys.executable, "-m", "ruff", "format", "--no-cache", "--check", ".", folder=made)


def test_what_it_makes_has_strict_types(made: Path) -> None:
    told = ran(
        sys.executable, "-m", "mypy", "--follow-imports=silent", folder=made, MYPYPATH=str(ROOT / "src")
    )
    assert "Success" in told


def test_control_a_fault_of_its_own_is_noticed(made: Path, tmp_path: Path) -> None:
    copy = tmp_path / "boats"
    shutil.copytree(made, copy)
    source = copy / "src/commkit_boats/__init__.py"
    source.write_text(source.read_text().replace('granted_to = "member"', 'granted_to = "stewrd"'))
    with pytest.raises(AssertionError, match="stewrd"):
        ran(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "prefix", folder=copy)


def test_a_bare_one_has_no_example(tmp_path: Path) -> None:
    done = commkit("new-plugin", "rafts", "--bare", "--into", "here", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Note" not in (tmp_path / "here/src/commkit_rafts/__init__.py").read_text()
    assert [f.name for f in (tmp_path / "here/src/commkit_rafts/migrations").glob("*.py")] == ["__init__.py"]
    ran(sys.executable, "-m", "ruff", "check", "--no-cache", ".", folder=tmp_path / "here")
    ran(sys.executable, "-m", "ruff", "format", "--no-cache", "--check", ".", folder=tmp_path / "here")
    code = "import commkit, commkit_rafts; commkit.Kit('sqlite://', plugins=[commkit_rafts])"
    paths = os.pathsep.join(["src", os.environ.get("PYTHONPATH", "")])
    ran(sys.executable, "-c", code, folder=tmp_path / "here", PYTHONPATH=paths)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Boats", "cli.bad_name"),
        ("two_words", "cli.bad_name"),
        ("two-words", "cli.bad_name"),
        ("9boats", "cli.bad_name"),
        ("böte", "cli.bad_name"),
        ("posts", "cli.name_taken"),
        ("commkit", "cli.name_taken"),
        ("boats", "cli.folder_exists"),
    ],
)
def test_what_cannot_be_a_plugin_is_one_sentence(name: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "commkit-boats").mkdir()
    (tmp_path / "commkit-boats" / "mine.txt").touch()
    done = commkit("new-plugin", name, "--json", cwd=tmp_path)
    assert (done.returncode, json.loads(done.stdout)["error"]["code"]) == (1, code)
    assert [f.name for f in tmp_path.rglob("*")] == ["commkit-boats", "mine.txt"], "nothing was made"


def test_no_template_is_one_sentence(tmp_path: Path) -> None:
    done = commkit("new-plugin", "boats", "--template", str(tmp_path / "none"), "--json", cwd=tmp_path)
    assert (done.returncode, json.loads(done.stdout)["error"]["code"]) == (1, "cli.bad_template")


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "copier", None)
    done = commkit("new-plugin", "boats", cwd=tmp_path)
    assert done.returncode == 1
    assert "pip install 'commkit[new]'" in done.stderr


@pytest.mark.parametrize("whole", [False, True], ids=["the template's folder", "the repository of commkit"])
def test_it_is_updated_from_a_git_repository(whole: bool, tmp_path: Path) -> None:
    """The template moves on; what it owns follows, what the author owns stays."""
    template = tmp_path / "template"
    inner = template / TEMPLATE.relative_to(ROOT) if whole else template
    shutil.copytree(TEMPLATE, inner)
    if whole:
        shutil.copy(ROOT / "copier.yml", template)
    committed(template, "The first release", tag="v0.1.0")

    done = commkit("new-plugin", "canoes", "--bare", "--template", f"git+file://{template}", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    plugin = tmp_path / "commkit-canoes"
    assert "_commit: v0.1.0" in (plugin / ".copier-answers.yml").read_text()
    source = plugin / "src/commkit_canoes/__init__.py"
    source.write_text(source.read_text() + "\n# mine\n")
    project = plugin / "pyproject.toml"
    project.write_text(project.read_text().replace('version = "0.1.0"', 'version = "3.0.0"'))
    committed(plugin, "My plugin")

    theirs = inner / "project/pyproject.toml.jinja"
    theirs.write_text(theirs.read_text() + "\n[tool.coverage.run]\nbranch = true\n")
    example = inner / "project/src/commkit_{{ name }}/__init__.py.jinja"
    example.write_text(example.read_text() + "\n# theirs\n")
    committed(template, "The second release", tag="v0.2.0")

    ran(sys.executable, "-m", "copier", "update", "--defaults", "--quiet", folder=plugin)
    assert "_commit: v0.2.0" in (plugin / ".copier-answers.yml").read_text()
    updated = project.read_text()
    assert "[tool.coverage.run]" in updated
    assert 'version = "3.0.0"' in updated
    assert source.read_text().endswith("# mine\n")
    assert "<<<<<<<" not in updated + source.read_text()
