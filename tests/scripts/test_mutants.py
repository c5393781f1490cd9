"""Mutation tests: which changes are left out, and that every room names files and tests that are there."""

import json
import os
import subprocess
import sys
from collections import Counter
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

pytest.importorskip("cosmic_ray", reason="`make mutants` installs it; the tests of its script need it, too")

from cosmic_ray.commands import init
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import MutationSpec, WorkerOutcome, WorkItem, WorkResult
from cosmic_ray.work_item import TestOutcome as Outcome

from scripts.mutant_changes import counted, in_order, is_marker, is_within, unnoticeable, wilson
from scripts.mutant_swap import changed_functions, swap
from scripts.mutant_tests import COVERAGE, DURATIONS, choose_tests
from scripts.mutants import ROOT, Options, Room, Score, digest, main, rooms, to_be_tried, told

SOURCE = """
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    LIMIT = 1 + 1
def double(number: int | None, *, times: int = 2) -> int | None:
    half: int | float = 1 + 1
    return number * times if number is not None else None
_AT_ONCE = 200
_FIRST = 2
LIMIT = 200
@lru_cache(maxsize=8)
def once(): return 8
@frozen(kw_only=True, order=True)
class A: pass
"""


@pytest.mark.parametrize(
    ("position", "left_out"),
    [
        ((4, 14), True),  # for type checkers only
        ((5, 23), True),  # an argument's annotation
        ((5, 57), True),  # what is returned
        ((5, 45), False),  # a default
        ((6, 14), True),  # a variable's annotation
        ((6, 26), False),  # its value
        ((7, 18), False),
        ((8, 11), True),  # tuned
        ((9, 9), False),  # a small number
        ((10, 8), False),  # a number that others know
        ((11, 0), True),  # only makes faster
        ((11, 19), True),
        ((12, 19), False),
        ((13, 16), True),  # how it is called
        ((13, 28), False),
    ],
)
def test_what_no_test_could_notice_is_left_out(position: tuple[int, int], left_out: bool) -> None:
    assert is_within(position, unnoticeable(SOURCE)) is left_out


def test_a_star_among_parameters_is_no_operator() -> None:
    line = "def area(a, *, b): return max(*a, 1) if a else 2 * b"
    stars = [column for column, character in enumerate(line) if character == "*"]
    assert [is_marker((1, column), [line]) for column in stars] == [True, True, False]


def test_every_room_names_files_and_tests_that_are_there() -> None:
    known = rooms()
    assert {"permission", "visibility", "rates", "outbox", "idempotency", "erasure"} <= known.keys()
    for room in known.values():
        assert room.files
        assert all((ROOT / path).exists() for path in (*room.files, *room.tests)), room.name


def test_a_pattern_that_no_file_matches_is_reported(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        "[tool.commkit.mutants]\nold = { files = ['gone.py'], tests = [] }\n"
    )
    with pytest.raises(SystemExit, match=r"no file matches gone\.py"):
        rooms(tmp_path)


def test_a_session_goes_on_only_while_its_files_are_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("1")
    room = Room("a", ("a.py",), ("tests",))
    before = digest(room, tmp_path)
    assert digest(room, tmp_path) == before
    assert digest(evolve(room, tests=("others",)), tmp_path) != before
    (tmp_path / "a.py").write_text("2")
    assert digest(room, tmp_path) != before


def test_what_is_still_open_counts_neither_way() -> None:
    assert Score(noticed=9, alive=1, open=90).percent == 90
    assert Score(noticed=0, alive=0, open=5).percent == 100


def test_an_unknown_room_is_reported(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["cellar"])
    assert "there is no room cellar; there are permission" in capsys.readouterr().err


# --- samples ------------------------------------------------------------------------------------------------------


def changes_of(**files: int) -> list[WorkItem]:
    """So many changes of each file."""
    return [
        WorkItem.single(f"{file}{n}", MutationSpec(f"{file}.py", "core/NumberReplacer", n, (1, 0), (1, 1)))
        for file, number in files.items()
        for n in range(number)
    ]


def jobs(items: list[WorkItem]) -> list[str]:
    return [item.job_id for item in items]


def test_a_sample_is_the_same_for_the_same_files_and_a_larger_one_begins_with_it() -> None:
    changes = changes_of(a=50, b=50)
    order = jobs(in_order(changes, "seed"))
    assert sorted(order) == sorted(jobs(changes))
    assert jobs(in_order(reversed(changes), "seed")) == order
    assert jobs(in_order(changes, "another")) != order
    assert to_be_tried(order, {}, Options(sample=30))[:10] == to_be_tried(order, {}, Options(sample=10))


def test_each_file_has_its_share_of_a_sample() -> None:
    chosen = in_order(changes_of(large=120, small=40), "seed")[:20]
    shares = Counter(item.mutations[0].module_path.stem for item in chosen)
    assert shares["small"] in (4, 5, 6)
    assert shares.total() == 20


def test_a_sample_goes_on_where_it_ended_and_tries_survivors_again_only_when_told() -> None:
    tried = {
        "a": WorkResult(WorkerOutcome.NORMAL, test_outcome=Outcome.KILLED),
        "b": WorkResult(WorkerOutcome.NORMAL, test_outcome=Outcome.SURVIVED),
    }
    assert to_be_tried("abcd", tried, Options()) == ["c", "d"]
    assert to_be_tried("abcd", tried, Options(sample=3)) == ["c"]
    assert to_be_tried("abcd", tried, Options(sample=2)) == []
    assert to_be_tried("abcd", tried, Options(sample=3, again=True)) == ["b", "c"]


def test_a_score_by_a_sample_says_between_what_the_whole_lies() -> None:
    low, high = wilson(9, 10)  # the values that the literature gives
    assert (round(low, 1), round(high, 1)) == (59.6, 98.2)
    assert wilson(0, 0) == (0, 100)
    assert wilson(60, 60)[1] == pytest.approx(100)
    assert "of all 50 it is 60 to 98 %" in told("rates", Score(noticed=9, alive=1, open=40))
    assert "Wilson" not in told("rates", Score(noticed=9, alive=1, open=0))


# --- which tests run ----------------------------------------------------------------------------------------------


def test_the_quickest_tests_that_run_a_line_come_first() -> None:
    durations = {"slow": 3.0, "quick": 0.1, "set up": 0.01, "other": 0.001}
    assert choose_tests({"slow|run", "quick|run"}, durations) == ["quick", "slow"]
    assert choose_tests({"slow|run", "set up|setup"}, durations) == ["slow", "set up", "other", "quick"]
    assert choose_tests({"", "slow|run"}, durations) == ["slow", "other", "set up", "quick"]  # when imported
    assert choose_tests(set(), durations) == ["other", "set up", "quick", "slow"]  # nobody knows
    assert choose_tests({"slow|run", "quick|run"}, durations, seconds=1) == ["quick"]
    assert choose_tests({"slow|run"}, durations, seconds=1) == ["slow"]  # one in any case


def test_a_changed_function_is_swapped_into_the_module_that_has_it(tmp_path: Path) -> None:
    before = "LIMIT = 1\n\ndef is_over(n):\n    return n > LIMIT\n\nclass A:\n    def one(self):\n        return 1\n"
    module = module_of(tmp_path, before)
    kept = module.is_over  # as somebody has it who imported it by name
    after = before.replace("n > LIMIT", "n >= LIMIT").replace("return 1", "return 2")
    pairs = changed_functions(str(tmp_path / "limits.py"), before, after)
    assert not kept(1)  # the control
    assert pairs
    assert swap(pairs)
    assert kept(1)
    assert module.A().one() == 2


@pytest.mark.parametrize("change", [("LIMIT = 1", "LIMIT = 2"), ("n=0", "n=1"), ("@staticmethod\n    ", "")])
def test_what_runs_while_a_module_is_imported_is_not_swapped(change: tuple[str, str]) -> None:
    source = "LIMIT = 1\nclass A:\n    @staticmethod\n    def over(n=0):\n        return n > LIMIT\n"
    assert changed_functions("limits.py", source, source.replace(*change)) is None


def module_of(folder: Path, source: str) -> Any:
    path = folder / "limits.py"
    path.write_text(source)
    spec = spec_from_file_location("limits", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# --- trying -------------------------------------------------------------------------------------------------------

SHOP = """
FREE_FROM = 50

def postage(price):
    return 0 if price >= FREE_FROM else 5

def forgotten(price):
    return price * 2
"""
TESTS = """
from shop import postage

def test_postage():
    assert (postage(50), postage(51), postage(49)) == (0, 0, 5)
"""


def test_changes_are_tried_and_those_that_nothing_notices_live(tmp_path: Path) -> None:
    """A whole room, with changes of functions and of what runs when they are imported."""
    for name, text in {
        "shop.py": SHOP,
        "test_shop.py": TESTS,
        COVERAGE: "[run]\nrelative_files = true\ninclude = shop.py\n",
        "pytest.ini": "[pytest]\naddopts = --strict-markers\nmarkers =\n    slow\n    faults\n",
    }.items():
        (tmp_path / name).write_text(text)
    run_in(tmp_path, "scripts.mutant_tests", "--unchanged", "test_shop.py")
    session = tmp_path / "shop.sqlite"
    with use_db(str(session)) as db, pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        init([Path("shop.py")], db, {})
        order = jobs(counted(db.work_items, {"shop.py": SHOP}))
    plan = {
        "session": str(session),
        "jobs": order,
        "tests": ["test_shop.py"],
        "durations": json.loads((tmp_path / DURATIONS).read_text()),
        "seconds": 60,
        "budget": None,
    }
    (tmp_path / "plan.json").write_text(json.dumps(plan))
    run_in(tmp_path, "scripts.mutant_trials", "plan.json")
    with use_db(str(session), WorkDB.Mode.open) as db:
        results = dict(db.results)
    assert results.keys() == set(order)
    alive = [result.diff or "" for result in results.values() if result.test_outcome is Outcome.SURVIVED]
    assert alive
    assert all("-    return price * 2" in difference for difference in alive)
    noticed = [result.diff or "" for result in results.values() if result.test_outcome is Outcome.KILLED]
    assert any("-FREE_FROM = 50" in difference for difference in noticed)
    assert any("-    return 0 if price" in difference for difference in noticed)
    assert (tmp_path / "shop.py").read_text() == SHOP


def run_in(folder: Path, module: str, *arguments: str) -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)])}
    subprocess.run([sys.executable, "-m", module, *arguments], cwd=folder, env=environment, check=True)
