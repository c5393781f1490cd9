"""Retention by kind: what is old goes, what is held or needed stays, and nothing goes twice."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from commkit import SYSTEM, Denied, NotFound
from commkit.posts import (
    CreatePoll,
    CreateReply,
    CreateThread,
    EditPost,
    ListThreads,
    PinThread,
    Post,
    ReadPost,
    RestorePost,
)
from commkit.search import SearchContent
from commkit_internal import (
    AssignTask,
    CompleteTask,
    EndMustRead,
    EndRetention,
    ListRetentions,
    PreviewRetention,
    RecordDecision,
    ReleaseHold,
    SetRetention,
)
from commkit_internal.retention import jobs

DAYS = 30
NOTICE = 14


def old(town: Any, count: int = 1, body: str = "The mill leaks.") -> list[Post]:
    return [town.topic("ada", body) for _ in range(count)]


def set_and_wait(town: Any, kind: str = "topic", days: int = DAYS) -> None:
    """Set a retention and let its notice pass; what there is by then is old."""
    town.do("stew", SetRetention(kind, days))
    town.pass_time(days=NOTICE + DAYS)
    town.kit.worker().drain()


def texts(town: Any, *tables: str) -> str:
    """All that these tables hold, as one text."""
    with town.kit.database.engine.connect() as connection:
        return " ".join(
            str(tuple(row)) for table in tables for row in connection.execute(text(f"SELECT * FROM {table}"))
        )


def test_old_threads_go_with_all_that_was_written_in_them(town: Any) -> None:
    (gone,) = old(town, body="secret one")
    town.do("ada", EditPost(post=gone.id, version=1, body="secret two"))
    town.do("bob", CreateReply(gone.id, "secret three"))
    town.do("ada", CreatePoll(post=gone.id, question="secret four?", choices=("secret five", "secret six")))
    town.do("stew", PinThread(gone.id))
    set_and_wait(town)
    with pytest.raises(NotFound):
        town.ask("ada", ReadPost(gone.id))
    assert town.ask("ada", ListThreads(limit=100)).items == ()
    assert town.ask("ada", SearchContent(text="secret")).hits == ()
    assert "secret" not in texts(
        town,
        "commkit_post",
        "commkit_revision",
        "commkit_poll",
        "commkit_poll_choice",
        "commkit_search_entry",
        "commkit_pin",
    )
    with town.refused("posts.expired"):
        town.do("stew", RestorePost(gone.id))


def test_young_ones_other_kinds_and_those_of_late_replies_stay(town: Any) -> None:
    gone, replied = old(town, 2)
    announced = town.announced()
    town.do("stew", SetRetention("topic", DAYS))
    town.pass_time(days=20)
    town.do("bob", CreateReply(replied.id, "Still."))
    (young,) = old(town)
    town.pass_time(days=20)
    for post in (replied, young, announced):
        assert town.ask("cid", ReadPost(post.id)).body
    with pytest.raises(NotFound):
        town.ask("cid", ReadPost(gone.id))


def test_it_begins_after_the_notice_and_stewards_are_told(town: Any) -> None:
    (post,) = old(town)
    town.pass_time(days=100)
    rule = town.do("stew", SetRetention("topic", DAYS))
    assert rule.applies_from == town.clock() + timedelta(days=NOTICE)
    assert [kind for kind, _ in town.inbox("sten")] == ["internal.retention_set"]
    town.pass_time(days=NOTICE - 1)
    assert town.ask("cid", ReadPost(post.id)) == post
    town.pass_time(days=1)
    with pytest.raises(NotFound):
        town.ask("cid", ReadPost(post.id))


def test_a_held_thread_stays_and_another_one_goes(town: Any) -> None:
    held, of_custodian, gone = *old(town), town.topic("bob", "By bob."), town.topic("cid", "By cid.")
    hold = town.hold(members=("bob",), threads=(held.id,))
    set_and_wait(town)
    assert {"The mill leaks.", "By bob."} <= town.bodies()
    assert "By cid." not in town.bodies()
    (preview,) = town.ask("stew", PreviewRetention())
    assert (preview.threads, preview.due, preview.held, preview.needed) == (2, 0, 2, 0)
    town.do("lex", ReleaseHold(hold.id))
    town.pass_time(days=1)
    town.kit.worker().drain()
    assert town.bodies() == {""}
    for post in (held, of_custodian, gone):
        with pytest.raises(NotFound):
            town.ask("ada", ReadPost(post.id))


def test_what_a_custodian_replied_keeps_the_whole_thread(town: Any) -> None:
    (post,) = old(town)
    town.do("bob", CreateReply(post.id, "Since May."))
    town.hold(members=("bob",))
    set_and_wait(town)
    assert town.bodies() == {"The mill leaks.", "Since May."}


def test_what_has_to_be_read_stays_until_it_ends_and_its_article_goes_with_it(town: Any) -> None:
    post = town.must_read(days=365, body="Secret rules.")
    set_and_wait(town, "announcement")
    assert "Secret rules." in town.bodies()
    (preview,) = town.ask("stew", PreviewRetention())
    assert (preview.due, preview.needed) == (0, 1)
    town.do("pat", EndMustRead(post.id))
    town.pass_time(days=1)
    town.kit.worker().drain()
    assert "Secret" not in texts(town, "commkit_post", "commkit_articles_article", "commkit_articles_text")


def test_minutes_with_open_tasks_stay_and_then_go_with_their_decisions(town: Any) -> None:
    minutes = town.minutes()
    town.do("ada", RecordDecision(minutes.id, "Secret plan."))
    task = town.do("ada", AssignTask(minutes.id, "Secret task.", town.member("bob"), town.day(5)))
    set_and_wait(town, "minutes")
    town.do("bob", CompleteTask(task.id))
    town.pass_time(days=1)
    town.kit.worker().drain()
    assert "Secret" not in texts(town, "commkit_internal_meeting_decision", "commkit_internal_meeting_task")
    with pytest.raises(NotFound):
        town.ask("ada", ReadPost(minutes.id))


def test_it_costs_nobody_trust_and_tags_are_counted_down(town: Any) -> None:
    town.do("ada", CreateThread(kind="topic", title="Mill", body="Leaks.", tags=("mill",)))
    set_and_wait(town)
    with town.kit.database.engine.connect() as connection:
        posts, removed = connection.execute(
            text("SELECT sum(post_count), sum(removed_count) FROM commkit_contribution")
        ).one()
        (count,) = connection.execute(text("SELECT sum(post_count) FROM commkit_tag")).one()
    assert (posts, removed, count) == (0, 0, 0)


def test_a_preview_tells_what_would_go_and_when(town: Any) -> None:
    old(town, 2)
    town.pass_time(days=10)
    old(town)
    town.pass_time(days=25)
    (preview,) = town.ask("stew", PreviewRetention("topic", days=DAYS))
    assert (preview.threads, preview.due, preview.held, preview.needed) == (3, 2, 0, 0)
    assert preview.next_at == town.clock() + timedelta(days=5)
    assert town.ask("stew", ListRetentions()) == ()
    with pytest.raises(NotFound):
        town.ask("stew", PreviewRetention("topic"))
    with town.refused("runtime.invalid"):
        town.ask("stew", PreviewRetention(days=DAYS))


def test_what_is_set_is_checked(town: Any) -> None:
    for kind, days in (("tpic", DAYS), ("comment", DAYS), ("topic", 3), ("topic", 10**6)):
        with town.refused("runtime.invalid"):
            town.do("stew", SetRetention(kind, days))
    with pytest.raises(Denied):
        town.do("ada", SetRetention("topic", DAYS))


def test_an_ended_or_changed_retention_is_not_applied(town: Any) -> None:
    (post,) = old(town)
    town.do("stew", SetRetention("topic", DAYS))
    town.do("stew", SetRetention("topic", 365))
    town.pass_time(days=100)
    assert town.ask("cid", ReadPost(post.id)) == post
    town.do("stew", EndRetention("topic"))
    town.do("stew", EndRetention("topic"))
    town.pass_time(days=400)
    assert town.ask("cid", ReadPost(post.id)) == post
    assert town.ask("stew", ListRetentions()) == ()


def test_batches_follow_each_other_and_take_each_thread_once(
    town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "BATCH_SIZE", 2)
    old(town, 5)
    held = old(town)[0]
    old(town, 2)
    town.hold(threads=(held.id,))
    set_and_wait(town)
    assert town.bodies() == {"", "The mill leaks."}
    with town.kit.database.engine.connect() as connection:
        rows = connection.execute(
            text("SELECT body FROM commkit_outbox WHERE fact = 'internal.retention_applied' ORDER BY id")
        ).scalars()
        assert [town_threads(row) for row in rows] == [2, 2, 2, 1]


def town_threads(row: Any) -> int:
    threads: int = (row if isinstance(row, dict) else json.loads(row))["threads"]
    return threads


def test_a_batch_that_breaks_off_is_undone_and_done_again(town: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    old(town, 3)
    town.do("stew", SetRetention("topic", DAYS))
    town.clock.advance(timedelta(days=NOTICE + DAYS))

    def breaks(**_: Any) -> None:
        raise RuntimeError("the power is gone")

    command = jobs.ApplyRetention("topic", DAYS)
    with monkeypatch.context() as patch:
        patch.setattr(jobs, "RetentionApplied", breaks)
        with pytest.raises(Exception, match="power"):
            town.do(SYSTEM, command)
    assert town.bodies() == {"The mill leaks."}, "nothing of the batch is left"
    assert town.do(SYSTEM, command) == 3
    assert town.do(SYSTEM, command) == 0, "nothing goes twice"
    assert town.bodies() == {""}


def test_a_batch_has_as_many_statements_whatever_threads_it_takes(town: Any) -> None:
    def statements(threads: int) -> int:
        old(town, threads)
        town.clock.advance(timedelta(days=DAYS + 1))
        with town.counted() as seen:
            town.do(SYSTEM, jobs.ApplyRetention("topic", DAYS))
        return len([one for one in seen if "search" not in one])

    town.do("stew", SetRetention("topic", DAYS))
    town.clock.advance(timedelta(days=NOTICE))
    few, many = statements(2), statements(10)
    assert many == few
