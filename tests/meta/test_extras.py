"""Adapters that need an extra say in one sentence how to get it; each is tried where that is not installed."""

import ast
import json
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest

from commkit import adapters
from commkit.runtime.model.errors import PluginError
from commkit.runtime.model.extras import EXTRA_MISSING, ExtraMissing, require_extra
from commkit.runtime.values.serialization import from_json

ADAPTERS = Path(adapters.__path__[0])
FRONTS = sorted(f"commkit.adapters.{found.name}" for found in pkgutil.iter_modules(adapters.__path__))
IMPORTERS = (
    "commkit.importers.disqus",
    "commkit.importers.mbox",
    "commkit.importers.stackexchange",
    "commkit.importers.wxr",
)
LAZY = {
    "commkit.adapters.mcp": "from commkit.adapters import mcp; mcp.make_server(*[0] * 3, actor=None, community=None)",
    "commkit.adapters.observability:metrics": "from commkit.adapters.observability import PrometheusMetrics as m; m()",
    "commkit.adapters.observability:spans": "from commkit.adapters.observability import OpenTelemetrySpans as m; m()",
}
"""What loads its extra when it is used, and not when it is imported."""
_BLOCKING = """
import importlib, json, sys
blocked = set(json.loads(sys.argv[1]))
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in blocked:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name.partition(".")[0])
sys.meta_path.insert(0, Blocked())
told = {}
for name, code in json.loads(sys.argv[2]).items():
    try:
        exec(code, {})
    except Exception as error:
        told[name] = [type(error).__name__, str(error)]
print(json.dumps(told))
"""
_SENTENCE = re.compile(r"this needs [a-z0-9_]+: pip install 'commkit\[([a-z]+)\]' \[runtime\.extra_missing\]")


def distributions() -> dict[str, set[str]]:
    """The names of distributions that each extra brings, without those that commkit itself needs."""
    found: dict[str, set[str]] = {"": set()}
    for line in requires("commkit") or ():
        name = re.match(r"[A-Za-z0-9_.-]+", line)
        extra = re.search(r"extra == ['\"]([^'\"]+)", line)
        assert name is not None
        found.setdefault(extra[1] if extra else "", set()).add(_normal(name[0]))
    core = found.pop("")
    return {extra: names - core - {"commkit"} for extra, names in found.items()}


@cache
def modules_of_extras() -> set[str]:
    """The modules that some extra brings."""
    brought = set().union(*distributions().values())
    return {
        module for module, owners in packages_distributions().items() if brought & set(map(_normal, owners))
    }


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def told_without(modules: set[str], code: dict[str, str]) -> dict[str, tuple[str, str]]:
    """What each piece of code raises in a process that lacks some modules: the class and the text; nothing else."""
    arguments = [json.dumps(sorted(modules)), json.dumps(code)]
    ran = subprocess.run(
        [sys.executable, "-c", _BLOCKING, *arguments], check=True, capture_output=True, text=True
    )
    found: dict[str, tuple[str, str]] = {
        name: (kind, text) for name, (kind, text) in from_json(ran.stdout).items()
    }
    return found


@pytest.mark.slow
def test_every_adapter_without_its_extra_says_what_to_install() -> None:
    importing = {name: f"import {name}" for name in [*FRONTS, *IMPORTERS]}
    told = told_without(modules_of_extras(), importing | LAZY)
    wrong = {name: what for name, what in told.items() if not _SENTENCE.fullmatch(what[1])}
    assert wrong == {}
    extras = {name: match[1] for name, (_, text) in told.items() if (match := _SENTENCE.fullmatch(text))}
    assert extras == {
        "commkit.adapters.django": "django",
        "commkit.adapters.fastapi": "fastapi",
        "commkit.adapters.flask": "flask",
        "commkit.adapters.mcp": "mcp",
        "commkit.adapters.observability:metrics": "prometheus",
        "commkit.adapters.observability:spans": "opentelemetry",
        "commkit.importers.disqus": "comments",
        "commkit.importers.mbox": "rendering",
        "commkit.importers.stackexchange": "stackexchange",
        "commkit.importers.wxr": "comments",
    }
    assert set(extras.values()) <= set(distributions())


def test_control_an_adapter_that_does_not_ask_is_found() -> None:
    told = told_without(modules_of_extras(), {"raw": "import commkit.adapters.cli.app"})
    assert told["raw"][0] == "ModuleNotFoundError"
    assert not _SENTENCE.fullmatch(told["raw"][1])


@pytest.mark.slow
def test_with_its_extra_it_is_imported() -> None:
    assert told_without(set(), {name: f"import {name}" for name in FRONTS}) == {}


# --- in the code ---------------------------------------------------------------------------------------------------


def imported(source: str) -> Iterator[str]:
    """The packages that a module imports when it runs, wherever in it."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            yield node.module.partition(".")[0]


@pytest.mark.parametrize(
    "front", sorted(path.name for path in ADAPTERS.iterdir() if path.name not in ("cli", "__pycache__"))
)
def test_what_an_extra_brings_is_asked_for(front: str) -> None:
    """Either by each function that needs it, or by the package before all; the command line has its own sentence."""
    files = sorted((ADAPTERS / front).rglob("*.py")) or [ADAPTERS / front]
    raw = {
        (str(path.relative_to(ADAPTERS)), name)
        for path in files
        for name in set(imported(path.read_text())) & modules_of_extras()
    }
    if raw and (ADAPTERS / front / "__init__.py").exists():
        asked = re.search(r"^require_extra\(", (ADAPTERS / front / "__init__.py").read_text(), re.MULTILINE)
        assert asked, raw
    else:
        assert raw == set()


# --- the helper ----------------------------------------------------------------------------------------------------


def test_the_error_is_one_of_ours_and_one_of_imports() -> None:
    with pytest.raises(ImportError) as caught:
        require_extra("no_such_module.inside", extra="flask")
    error = caught.value
    assert isinstance(error, ExtraMissing)
    assert isinstance(error, PluginError)
    assert (error.code, error.name) == (EXTRA_MISSING, "no_such_module")
    assert error.message == "this needs no_such_module: pip install 'commkit[flask]'"


def test_a_module_that_lacks_another_one_is_no_missing_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "half_there.py").write_text("import not_there_at_all")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModuleNotFoundError) as caught:
        require_extra("half_there", extra="flask")
    assert not isinstance(caught.value, ExtraMissing)
