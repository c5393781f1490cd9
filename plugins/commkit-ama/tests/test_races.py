"""Who ends a question hour waits for what was let in before: nothing is stored after the end."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from commkit.posts import AddReaction, CreateReply, Post
from commkit_ama import EndQuestionHour, GuestQuestion
from commkit_ama.hours import statements as sql
from tests.helpers import wait_for_lock_waiter

pytestmark = pytest.mark.postgres  # SQLite has one writer at a time

Seen = tuple[int, int]


def seen(town: Any, hour: Post) -> Seen:
    """How many questions and votes there are."""
    questions: list[GuestQuestion] = town.listed(hour).items
    return len(questions), sum(one.view.post.score for one in questions)


def ended_meanwhile(town: Any, hour: Post, command: Any, wait: Callable[[Future[Seen]], Any]) -> Seen:
    """What there is at the end of an hour, which comes while a command was let in and is not committed."""

    def end() -> Seen:
        town.do("hal", EndQuestionHour(hour.id))
        return seen(town, hour)

    with ThreadPoolExecutor(1) as pool:
        with town.kit.session("bob", "salon") as session:
            session.do(command)
            ended = pool.submit(end)
            wait(ended)
        return ended.result()


def commands(hour: Post, question: Post) -> dict[str, Any]:
    return {"question": CreateReply(hour.id, "How old?"), "vote": AddReaction(question.id, "like")}


@pytest.mark.parametrize("name", ["question", "vote"])
def test_what_was_let_in_is_stored_before_the_end(postgres_town: Any, name: str) -> None:
    town = postgres_town
    hour = town.hour()
    command = commands(hour, town.asked(hour))[name]
    at_end = ended_meanwhile(town, hour, command, lambda ended: wait_for_lock_waiter(town.kit))
    assert at_end == seen(town, hour)
    with town.refused("ama.ended"):
        town.do("cid", command)


@pytest.mark.parametrize("name", ["question", "vote"])
def test_control_without_the_lock_it_is_stored_after_it(
    postgres_town: Any, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    town = postgres_town
    monkeypatch.setattr(sql, "TIMES_TO_WRITE", sql.TIMES)
    hour = town.hour()
    command = commands(hour, town.asked(hour))[name]
    at_end = ended_meanwhile(town, hour, command, lambda ended: ended.result(timeout=30))
    assert at_end != seen(town, hour)
