"""Errors: each has a code and a plugin, and crosses processes whole."""

import pickle

import pytest

from commkit import Busy, CommkitError, Conflict, FieldError, Invalid


def test_every_error_has_a_code_and_says_whose_it_is() -> None:
    error = Conflict("club.taken", "It is taken.", slug="town")
    assert (error.code, error.plugin, error.data, str(error)) == (
        "club.taken", "club", {"slug": "town"}, "It is taken. [club.taken]",
    )  # fmt: skip
    assert error.slug == "town"  # type: ignore[attr-defined]
    assert Conflict("club.taken", "It is taken.", plugin="other").plugin == "other"


@pytest.mark.parametrize(
    "error",
    [
        Conflict("posts.stale", "read it again", current=3),
        Invalid([FieldError("body", "blank", "write something")], code="club.bad"),
        Busy("runtime.busy", "try again", plugin="club", retryable=True),
    ],
)
def test_errors_cross_processes_whole(error: CommkitError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert (again.code, again.plugin, str(again), again.data) == (
        error.code,
        error.plugin,
        str(error),
        error.data,
    )
    assert getattr(again, "errors", ()) == getattr(error, "errors", ())


def test_the_error_of_one_field_may_have_a_code_of_its_own() -> None:
    assert Invalid.field("body", "blank", "write something").code == "runtime.invalid"
    error = Invalid.field("body", "blank", "write something", error_code="club.bad")
    assert (error.code, error.plugin, error.errors) == (
        "club.bad", "club", (FieldError("body", "blank", "write something"),),
    )  # fmt: skip
