"""Two who decide about one post at once: one decision stands, the other one does nothing.

Each is stopped where it has looked at the case and not closed it yet, while the other one comes.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import select, update

from commkit import SYSTEM, Conflict, Kit
from commkit.moderation import (
    DecideSpaceCase,
    ListSpaceCases,
    ModerationAction,
    ReviewOutcome,
    WithdrawHeldPost,
)
from commkit.moderation.cases import statements as cases
from commkit.moderation.decisions import handlers as decisions
from commkit.moderation.jobs import RecordReview
from commkit.moderation.reviews import jobs
from commkit.moderation.space_cases import handlers as space_cases
from commkit.moderation.tables import case, decision, review
from commkit.posts import CreateThread, Post, post
from commkit.spaces import AssignSpaceModerator, CreateSpace
from commkit.storage import statement
from commkit.testing.clock import ManualClock
from tests.helpers import ask, do, result_or_error, wait_for_lock_waiter
from tests.moderation.fixtures import START, case_of, decide, member, report, set_settings, town_of, write
from tests.sample import new_kit

pytestmark = [pytest.mark.postgres, pytest.mark.slow]

CLOSE_WHATEVER = statement(
    lambda: (
        update(case)
        .values(reports=0, detections=0, held=False, closed_at=cases.NOW)
        .where(cases.here(case), case.c.id == cases.bindparam("id", type_=case.c.id.type))
    )
)
"""Closes a case that somebody else may have closed: what the controls are without."""


@pytest.fixture
def town(postgres_url: str) -> Iterator[Kit]:
    with closing(new_kit(postgres_url)) as kit:
        kit.migrate()
    with town_of(postgres_url, ManualClock(START)) as kit:
        yield kit


def both(
    kit: Kit,
    monkeypatch: pytest.MonkeyPatch,
    where: tuple[Any, str],
    first: Callable[[], Any],
    second: Callable[[], Any],
    *,
    waits: bool = False,
) -> tuple[Any, Any]:
    """What the first gives, which is stopped after a function of it, and the second, which runs at that moment.

    Args:
        kit: The Kit.
        monkeypatch: The patch.
        where: The module and the name of the function.
        first: Begins first.
        second: Comes meanwhile.
        waits: Whether the second has to wait for the first; otherwise it ends before the first goes on.
    """
    module, name = where
    original = getattr(module, name)
    answers: list[Any] = []
    coming = Thread(target=lambda: answers.append(result_or_error(second)))

    def stop_once(*args: Any, **more: Any) -> Any:
        found = original(*args, **more)
        if coming.ident is None:
            coming.start()
            if waits:
                wait_for_lock_waiter(kit)
            else:
                coming.join(60)
                assert not coming.is_alive()
        return found

    monkeypatch.setattr(module, name, stop_once)
    answer = result_or_error(first)
    coming.join(60)
    return answer, answers[0]


def verdict(kit: Kit, about: Post, outcome: ReviewOutcome) -> Callable[[], Any]:
    return lambda: do(kit, SYSTEM, "town", RecordReview(post=about.id, version=1, outcome=outcome))


def decided(kit: Kit) -> list[ModerationAction]:
    with kit.database.engine.connect() as connection:
        return list(connection.scalars(select(decision.c.action)))


def is_published(kit: Kit, about: Post) -> bool:
    with kit.database.engine.connect() as connection:
        return connection.scalar(select(post.c.removed_at).where(post.c.id == about.id)) is None


def is_conflict(answer: Any) -> bool:
    return isinstance(answer, tuple) and answer[0] is Conflict


OUTCOMES = [(ReviewOutcome.PASS, ReviewOutcome.REFUSE), (ReviewOutcome.REFUSE, ReviewOutcome.PASS)]


def waiting_post(kit: Kit) -> Post:
    set_settings(kit, review=True, publication="checked")
    return write(kit)


@pytest.mark.parametrize(("early", "late"), OUTCOMES)
def test_of_two_workers_with_other_verdicts_about_a_version_the_first_counts(
    town: Kit, monkeypatch: pytest.MonkeyPatch, early: ReviewOutcome, late: ReviewOutcome
) -> None:
    posted = waiting_post(town)
    both(
        town,
        monkeypatch,
        (jobs, "_is_first"),
        verdict(town, posted, early),
        verdict(town, posted, late),
        waits=True,
    )
    with town.database.engine.connect() as connection:
        (row,) = connection.execute(select(review.c.outcome, review.c.late_outcome)).all()
    assert tuple(row) == (early, late)
    assert len(decided(town)) == 1
    assert is_published(town, posted) is (early is ReviewOutcome.PASS)


def test_control_where_each_worker_believes_to_be_first_both_are_applied(
    town: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    posted = waiting_post(town)
    first = jobs._is_first

    def always(*args: Any, **more: Any) -> bool:
        first(*args, **more)
        return True

    monkeypatch.setattr(jobs, "_is_first", always)
    outcomes = OUTCOMES[0]
    both(
        town,
        monkeypatch,
        (jobs, "_is_first"),
        *(verdict(town, posted, one) for one in outcomes),
        waits=True,
    )
    assert sorted(decided(town)) == [ModerationAction.DISMISS, ModerationAction.REMOVE]


def in_space(kit: Kit) -> tuple[Any, Post]:
    """The case of a reported post in a space that bob and cat moderate."""
    space = do(kit, "eve", "town", CreateSpace("garden", "Garden"))
    for key in ("bob", "cat"):
        do(kit, "eve", "town", AssignSpaceModerator(space.id, member(kit, key)))
    posted = do(
        kit, "ada", "town", CreateThread(kind="question", title="Why?", body="Pills.", space=space.id)
    )
    report(kit, posted.id, by="max")
    (found,) = ask(kit, "bob", "town", ListSpaceCases(space.id)).items
    return found.case.id, posted


def by_moderator(kit: Kit, key: str, id: Any, action: Any) -> Callable[[], Any]:
    command = DecideSpaceCase(case=id, action=action, rule="Be kind", facts="It sells pills.")
    return lambda: do(kit, key, "town", command)


def test_of_two_moderators_of_a_space_one_decides(town: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    id, posted = in_space(town)
    answers = both(
        town,
        monkeypatch,
        (space_cases, "_apply"),
        by_moderator(town, "bob", id, "warn"),
        by_moderator(town, "cat", id, "remove"),
    )
    assert [is_conflict(answer) for answer in answers] == [True, False]
    assert answers[0][1] == "moderation.closed"
    assert decided(town) == [ModerationAction.REMOVE]
    assert not is_published(town, posted)


def test_control_where_a_case_closes_whatever_happened_both_decide(
    town: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    id, _ = in_space(town)
    monkeypatch.setattr(cases, "CLOSE", CLOSE_WHATEVER)
    both(
        town,
        monkeypatch,
        (space_cases, "_apply"),
        by_moderator(town, "bob", id, "warn"),
        by_moderator(town, "cat", id, "remove"),
    )
    assert sorted(decided(town)) == [ModerationAction.REMOVE, ModerationAction.WARN]


def test_a_verdict_while_a_moderator_decides_leaves_one_decision(
    town: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    posted = waiting_post(town)
    id = case_of(town, posted.id)
    answers = both(
        town,
        monkeypatch,
        (decisions, "apply_decision"),
        lambda: decide(town, id, ModerationAction.REMOVE),
        verdict(town, posted, ReviewOutcome.PASS),
    )
    assert [is_conflict(answer) for answer in answers] == [True, False]
    assert decided(town) == [ModerationAction.DISMISS]
    assert is_published(town, posted)


def test_control_where_the_case_closes_whatever_happened_the_two_contradict(
    town: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    posted = waiting_post(town)
    id = case_of(town, posted.id)
    monkeypatch.setattr(cases, "CLOSE", CLOSE_WHATEVER)
    both(
        town,
        monkeypatch,
        (decisions, "apply_decision"),
        lambda: decide(town, id, ModerationAction.REMOVE),
        verdict(town, posted, ReviewOutcome.PASS),
    )
    assert sorted(decided(town)) == [ModerationAction.DISMISS, ModerationAction.REMOVE]
    assert is_published(town, posted), "published, with a statement of reasons that it was removed"


@pytest.mark.parametrize("action", [ModerationAction.REMOVE, ModerationAction.DISMISS])
def test_a_moderator_who_decides_while_a_verdict_is_applied_learns_that_it_was(
    town: Kit, monkeypatch: pytest.MonkeyPatch, action: ModerationAction
) -> None:
    posted = waiting_post(town)
    id = case_of(town, posted.id)
    answers = both(
        town,
        monkeypatch,
        (jobs, "hold_post"),
        verdict(town, posted, ReviewOutcome.REFUSE),
        lambda: decide(town, id, action),
        waits=True,
    )
    assert [is_conflict(answer) for answer in answers] == [False, True]
    assert decided(town) == [ModerationAction.REMOVE]
    assert not is_published(town, posted)


def test_what_its_author_withdraws_while_it_is_published_stays_away(
    town: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    posted = waiting_post(town)
    id = case_of(town, posted.id)
    answers = both(
        town,
        monkeypatch,
        (decisions, "apply_decision"),
        lambda: decide(town, id, ModerationAction.DISMISS),
        lambda: do(town, "ada", "town", WithdrawHeldPost(posted.id)),
    )
    assert [is_conflict(answer) for answer in answers] == [True, False]
    assert decided(town) == []
    assert not is_published(town, posted)


def test_a_verdict_that_waited_for_a_moderator_does_not_overrule_them(
    town: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    posted = waiting_post(town)
    id = case_of(town, posted.id)
    both(
        town,
        monkeypatch,
        (decisions, "apply_decision"),
        lambda: decide(town, id, ModerationAction.DISMISS),
        verdict(town, posted, ReviewOutcome.REFUSE),
        waits=True,
    )
    assert decided(town) == [ModerationAction.DISMISS]
    assert is_published(town, posted)


def test_control_without_the_look_at_decisions_it_does(town: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    posted = waiting_post(town)
    id = case_of(town, posted.id)
    monkeypatch.setattr(jobs, "was_judged", lambda context, post: False)
    both(
        town,
        monkeypatch,
        (decisions, "apply_decision"),
        lambda: decide(town, id, ModerationAction.DISMISS),
        verdict(town, posted, ReviewOutcome.REFUSE),
        waits=True,
    )
    assert sorted(decided(town)) == [ModerationAction.DISMISS, ModerationAction.REMOVE]
    assert not is_published(town, posted)
