"""The disk is full at each statement of a unit in turn: a typed error comes out, and nothing is left."""

from contextlib import closing, suppress

import pytest

from commkit import Kit, StorageFull
from commkit.communities import CreateCommunity
from commkit.members import JoinCommunity
from commkit.posts import CreateReply, CreateThread
from commkit.testing.faults import fail_at_each_statement, kill_at_each_statement
from tests.helpers import do
from tests.runtime.processes import CONTEXT
from tests.sample import OWNER, REVIEW_ON, create_community, new_kit

QUESTION = CreateThread(kind="question", title="Why?", body="I wonder.", tags=("build", "python"))
TOWN = CreateCommunity(
    "town", type="forum", title="Town", purpose="To see.", care_hours=4, review_on=REVIEW_ON
)


def talk(kit: Kit) -> None:
    """A unit of several commands."""
    with kit.session(OWNER, "town", idempotency_key="talk") as session:
        asked = session.do(QUESTION)
        session.do(CreateReply(asked.id, "Because."))


def test_nothing_is_left_of_a_unit(kit: Kit) -> None:
    assert fail_at_each_statement(kit, lambda kit: do(kit, OWNER, None, TOWN)) > 5
    assert fail_at_each_statement(kit, lambda kit: do(kit, "ada", "town", JoinCommunity())) > 3
    assert fail_at_each_statement(kit, talk) > 10


def talk_in_two_units(kit: Kit) -> None:
    asked = do(kit, OWNER, "town", QUESTION)
    do(kit, OWNER, "town", CreateReply(asked.id, "Because."))


def talk_and_hide_it(kit: Kit) -> None:
    with suppress(StorageFull):
        talk(kit)


def talk_and_blur_it(kit: Kit) -> None:
    try:
        talk(kit)
    except StorageFull as full:
        raise RuntimeError from full


@pytest.mark.parametrize(
    ("work", "says"),
    [
        (talk_in_two_units, "something was left"),
        (talk_and_hide_it, "swallowed"),
        (talk_and_blur_it, "came out as RuntimeError"),
        (lambda kit: None, "wrote nothing"),
    ],
    ids=["two units", "swallowed", "another error", "nothing written"],
)
def test_control_what_is_left_or_hidden_is_found(sqlite_kit: Kit, work: object, says: str) -> None:
    create_community(sqlite_kit)
    with pytest.raises(AssertionError, match=says):
        fail_at_each_statement(sqlite_kit, work)  # type: ignore[arg-type]  # a function, see above


class Here:
    """Makes a kit on one database, also in another process."""

    def __init__(self, url: str) -> None:
        self.url = url

    def __call__(self) -> Kit:
        return new_kit(self.url)


def test_nothing_is_left_of_a_unit_that_is_killed(kit: Kit, url: str) -> None:
    create_community(kit)
    assert kill_at_each_statement(Here(url), talk, start_method=CONTEXT, each=4) > 3


def test_control_a_kill_between_two_units_is_found(sqlite_kit: Kit, sqlite_url: str) -> None:
    create_community(sqlite_kit)
    with pytest.raises(AssertionError, match="it left something"):
        kill_at_each_statement(Here(sqlite_url), talk_in_two_units, start_method=CONTEXT, each=3)


def test_a_database_in_memory_is_refused() -> None:
    with closing(new_kit("sqlite://")) as kit:
        kit.migrate()
        with pytest.raises(ValueError, match="on a file"):
            fail_at_each_statement(kit, talk)
