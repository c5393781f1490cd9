"""Mutation tests: which changes are left out, and that every room names files and tests that are there."""

from pathlib import Path

import pytest
from attrs import evolve

pytest.importorskip("cosmic_ray", reason="`make mutants` installs it; the tests of its script need it, too")

from scripts.mutants import ROOT, Room, Score, digest, is_marker, is_within, main, rooms, unnoticeable

SOURCE = """
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    LIMIT = 1 + 1
def double(number: int | None, *, times: int = 2) -> int | None:
    half: int | float = 1 + 1
    return number * times if number is not None else None
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
    ],
)
def test_only_what_type_checkers_read_is_left_out(position: tuple[int, int], left_out: bool) -> None:
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
