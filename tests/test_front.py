"""The front package: names that are imported when they are first used, and behave as if they had always been there."""

import ast
import copy
import importlib
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

import commkit

FRONT = Path(commkit.__file__)


def names_for_type_checkers() -> dict[str, str]:
    """What the front imports for type checkers: the module of each name."""
    for node in ast.parse(FRONT.read_text()).body:
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            imports = [inner for inner in node.body if isinstance(inner, ast.ImportFrom)]
            return {alias.name: str(inner.module) for inner in imports for alias in inner.names}
    raise AssertionError("the front has no block for type checkers")


def test_all_names_are_had_at_run_time_and_by_type_checkers() -> None:
    lazy = {name: f"commkit.{module}" for name, module in commkit._MODULE_OF.items()}
    assert lazy == names_for_type_checkers()
    assert sorted(lazy) == sorted(commkit.__all__)
    assert len(set(commkit.__all__)) == len(commkit.__all__)


@pytest.mark.parametrize("name", commkit.__all__)
def test_a_name_is_that_of_its_module(name: str) -> None:
    module = importlib.import_module(f"commkit.{commkit._MODULE_OF[name]}")
    assert getattr(commkit, name) is getattr(module, name)
    assert vars(commkit)[name] is getattr(module, name)  # found without the detour from now on


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'commkit' has no attribute 'Kitt'"):
        commkit.Kitt  # type: ignore[attr-defined]  # noqa: B018  # type checkers know, too
    with pytest.raises(ImportError, match="Kitt"):
        exec("from commkit import Kitt")


def test_dir_tells_every_name_in_a_fresh_process() -> None:
    code = "import commkit; print(set(commkit.__all__) - set(dir(commkit)), '__version__' in dir(commkit))"
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert ran.stdout.split() == ["set()", "True"]


def test_a_star_import_brings_every_name_in_a_fresh_process() -> None:
    code = "from commkit import *; import commkit; print(set(commkit.__all__) - set(globals()))"
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert ran.stdout.strip() == "set()"


@pytest.mark.parametrize("name", sorted(set(commkit.__all__) - {"hookimpl"}))
def test_a_name_survives_pickling_and_copying(name: str) -> None:
    value = getattr(commkit, name)
    for again in (copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
        assert again is value or again == value


def test_an_unpickled_error_needs_no_import_by_hand() -> None:
    data = pickle.dumps(commkit.NotFound("runtime.not_found", "there is none", wanted=1))
    code = (
        "import pickle, sys; error = pickle.loads(sys.stdin.buffer.read()); print(error.code, error.wanted)"
    )
    ran = subprocess.run([sys.executable, "-c", code], input=data, check=True, capture_output=True)
    assert ran.stdout.decode().split() == ["runtime.not_found", "1"]


def test_submodules_are_not_shadowed_by_names() -> None:
    assert importlib.import_module("commkit.kit").Kit is commkit.Kit
    assert not set(commkit.__all__) & {path.stem for path in FRONT.parent.iterdir()}
