"""A community gets another type: the plan says what that does, and it does just that, and nothing is deleted."""

from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve
from sqlalchemy import select

from commkit import (
    SYSTEM,
    Busy,
    CommkitError,
    Conflict,
    Delivery,
    Denied,
    Feature,
    Invalid,
    Kit,
    NotFound,
    Role,
)
from commkit.communities import ArchiveCommunity, ReadCommunity, UpdateSettings
from commkit.community_types import ChangeType, ListTypeChanges, PlanTypeChange, TypeExposure, UndoChangeType
from commkit.members import AssignRole, ListMembers
from commkit.posts import (
    AddReaction,
    CreateReply,
    CreateThread,
    ListPopularTags,
    ListThreads,
    Post,
    ReadPost,
    ReadThread,
    RemovePost,
    RestorePost,
    ThreadOrder,
    UpdatePostState,
)
from commkit.runtime.delivery.routing import route
from commkit.runtime.model.errors import StorageFull
from commkit.runtime.storage.tables import delivery
from commkit.search import SearchContent
from commkit.testing.clock import ManualClock
from tests.community_types.towns import (
    GAZETTE,
    TOWN,
    BellRung,
    RingBell,
    bell,
    change,
    create_town,
    losses,
    new_town_kit,
    plan,
)
from tests.helpers import ask, assert_counters_hold, assert_invalid, assert_refused, assert_unchanged, do
from tests.runtime.delivery.lost_commits import unanswered_commit
from tests.runtime.plugins import Plugin
from tests.sample import OWNER, create_community


def thread(kit: Kit, kind: str = "question", *, title: str = "Why?", actor: str = "ada") -> Post:
    command = CreateThread(kind=kind, title=title, body="I wonder about kangaroos.", tags=("sky",))
    return do(kit, actor, "town", command)


def titles(kit: Kit, actor: str | None = "bob") -> list[str]:
    return [post.title for post in ask(kit, actor, "town", ListThreads()).items]


def test_a_plan_says_what_would_be_lost(town: Kit) -> None:
    question = thread(town)
    answer = do(town, "bob", "town", CreateReply(question.id, "Since.", kind="answer"))
    do(town, "ada", "town", AddReaction(answer.id, "down"))
    do(town, "bob", "town", RingBell())
    do(town, "bob", "town", RingBell(minutes=5))
    do(town, OWNER, "town", UpdateSettings("club.bell", {"loud": False}))
    route(town._composition)
    found = plan(town, "gazette")
    assert (found.before, found.after, found.exposures) == ("town", "gazette", ())
    assert losses(found) == {
        "delivery club.bell:hear": 1,
        "feature club.bell": 0,
        "grant guide: club.ring": 1,
        "grant guide: posts.pin": 1,
        "grant member: club.ring": 2,
        "grant owner: club.ring": 1,
        "grant steward: club.ring": 1,
        "post_kind answer": 1,
        "post_kind question": 1,
        "reaction down": 1,
        "role guide": 1,
        "scheduled club.ring_bell": 1,
        "setting club.bell.loud": 1,
    }
    assert plan(town, "gazette") == found
    assert losses(plan(town, "silent"))["feature posts"] > 2


def test_planning_changes_nothing(town: Kit) -> None:
    thread(town)
    with assert_unchanged(town):
        plan(town, "silent")


def test_states_that_the_new_type_lacks_are_told_and_kept(town: Kit, clock: ManualClock) -> None:
    few = evolve(
        GAZETTE, name="few", post_kinds=(evolve(GAZETTE.post_kinds[0], name="question"), *GAZETTE.post_kinds)
    )
    url = town.database.url.render_as_string(hide_password=False)
    question = thread(town)
    do(town, "steward", "town", UpdatePostState(question.id, "closed"))
    other = new_town_kit(url, types=[few], clock=clock)
    try:
        assert losses(plan(other, "few"))["post_state question: closed"] == 1
        change(other, "few")
        assert ask(other, "bob", "town", ReadPost(question.id)).state == "closed"
    finally:
        other.close()


def test_what_the_new_type_lacks_is_hidden_and_back_after_a_change_back(town: Kit) -> None:
    question, story = thread(town), thread(town, "story", title="A day")
    answer = do(town, "bob", "town", CreateReply(question.id, "Since.", kind="answer"))
    before = [ask(town, "bob", "town", ReadThread(question.id)), ask(town, "bob", "town", ListPopularTags())]
    made = change(town, "gazette")
    assert (made.before, made.after, made.undone_at) == ("town", "gazette", None)
    assert ask(town, None, "town", ReadCommunity()).type == "gazette"
    assert titles(town) == ["A day"]
    for id in (question.id, answer.id):
        with assert_refused(NotFound, "runtime.not_found"):
            ask(town, "ada", "town", ReadPost(id))
    assert ask(town, "bob", "town", ListThreads(order=ThreadOrder.UNANSWERED)).items == ()
    assert [tag.post_count for tag in ask(town, "bob", "town", ListPopularTags())] == [1]
    found = ask(town, "bob", "town", SearchContent("kangaroos")).hits
    assert [hit.object for hit in found] == [story.id]
    with assert_refused(NotFound, "runtime.no_such_message"):
        do(town, "bob", "town", RingBell())
    with assert_invalid(kind="unknown_kind"):
        thread(town)
    assert_counters_hold(town, "town")
    change(town, "town")
    assert titles(town) == ["A day", "Why?"]
    assert [
        ask(town, "bob", "town", ReadThread(question.id)),
        ask(town, "bob", "town", ListPopularTags()),
    ] == before
    assert len(ask(town, "bob", "town", SearchContent("kangaroos")).hits) == 2
    assert_counters_hold(town, "town")


def test_a_type_without_posts_hides_all_of_them(town: Kit) -> None:
    question = thread(town)
    change(town, "silent")
    assert ask(town, "bob", "town", SearchContent("kangaroos")).hits == ()
    with assert_refused(NotFound, "runtime.no_such_message"):
        ask(town, "bob", "town", ReadPost(question.id))
    assert_counters_hold(town, "town")
    change(town, "gazette")  # by way of a type that lacks its kind, too
    assert titles(town) == []
    change(town, "town")
    assert titles(town) == ["Why?"]
    assert_counters_hold(town, "town")


def test_replies_are_hidden_inside_of_threads_and_answers_counted_anew(town: Kit) -> None:
    question = thread(town)
    do(town, "bob", "town", CreateReply(question.id, "Since.", kind="answer"))
    comment = do(town, "bob", "town", CreateReply(question.id, "Hm.", kind="comment"))
    change(town, "plain")
    shown = ask(town, "ada", "town", ReadThread(question.id)).items
    assert [post.id for post in shown] == [question.id, comment.id]
    assert (shown[0].reply_count, shown[0].answer_count) == (1, None)
    assert_counters_hold(town, "town")
    change(town, "town")
    again = ask(town, "ada", "town", ReadPost(question.id))
    assert (again.reply_count, again.answer_count) == (2, 1)
    assert_counters_hold(town, "town")


def test_roles_that_the_new_type_lacks_count_as_members_and_are_back(town: Kit) -> None:
    change(town, "gazette")
    with town.session("guide", "town", read_only=True) as session:
        assert not session.can("posts.pin")
        assert session.can("posts.create_thread")
    change(town, "town")
    with town.session("guide", "town", read_only=True) as session:
        assert session.can("posts.pin")


def test_settings_that_do_not_fit_are_kept_and_stand_in_nobodys_way(town: Kit, heard: list[str]) -> None:
    do(town, OWNER, "town", UpdateSettings("club.bell", {"loud": False}))
    change(town, "gazette")
    do(town, OWNER, "town", UpdateSettings("posts", {"max_tags": 3}))
    with assert_refused(Invalid, "runtime.invalid"):
        do(town, OWNER, "town", UpdateSettings("club.bell", {"loud": True}))
    change(town, "town")
    do(town, "ada", "town", RingBell())
    town.worker().drain()
    assert heard == ["town: False"]


def test_a_plan_that_is_not_true_any_more_is_refused(town: Kit) -> None:
    old = plan(town, "gazette")
    thread(town)
    with assert_unchanged(town), assert_refused(Conflict, "community_types.plan_outdated"):
        do(town, OWNER, "town", ChangeType("gazette", old.fingerprint))
    do(town, OWNER, "town", ChangeType("gazette", plan(town, "gazette").fingerprint))


def test_a_plan_for_one_type_is_none_for_another(town: Kit) -> None:
    with assert_refused(Conflict, "community_types.plan_outdated"):
        do(town, OWNER, "town", ChangeType("gazette", plan(town, "plain").fingerprint))


@pytest.mark.parametrize(("type", "code"), [("town", "same_type"), ("nothing", "unknown_type")])
def test_wrong_types_are_refused(town: Kit, type: str, code: str) -> None:
    with assert_invalid(type=code):
        ask(town, OWNER, "town", PlanTypeChange(type))
    with assert_invalid(type=code):
        do(town, OWNER, "town", ChangeType(type, "x"))


@pytest.mark.parametrize("actor", ["steward", "guide", "ada", "stranger"])
def test_only_owners_and_the_host_change_types(town: Kit, actor: str) -> None:
    found = plan(town, "gazette", actor=SYSTEM)
    with assert_refused(Denied, "runtime.not_permitted"):
        plan(town, "gazette", actor=actor)
    with assert_refused(Denied, "runtime.not_permitted"):
        do(town, actor, "town", ChangeType("gazette", found.fingerprint))
    change(town, "gazette", actor=SYSTEM)


def test_an_archived_community_keeps_its_type(town: Kit) -> None:
    found = plan(town, "gazette")
    do(town, OWNER, "town", ArchiveCommunity("done"))
    with assert_refused(Denied, "communities.archived"):
        do(town, OWNER, "town", ChangeType("gazette", found.fingerprint))


def test_other_communities_stay_as_they_are(town: Kit) -> None:
    create_town(town, "village")
    post = do(town, "ada", "village", CreateThread(kind="question", title="Here?", body="Hm."))
    do(town, "ada", "village", RingBell(minutes=1))
    change(town, "gazette")
    assert ask(town, "bob", "village", ReadPost(post.id)) == post
    assert_counters_hold(town, "village")


def test_a_session_goes_on_by_the_new_type(town: Kit) -> None:
    found = plan(town, "gazette")
    with town.session(OWNER, "town") as session:
        session.do(ChangeType("gazette", found.fingerprint))
        assert session.do(CreateThread(kind="story", title="New", body="Times.")).kind == "story"
        with assert_refused(NotFound, "runtime.no_such_message"):
            session.do(RingBell())


def test_changes_are_listed(town: Kit) -> None:
    first, second = change(town, "gazette"), change(town, "town", actor=SYSTEM)
    assert ask(town, "steward", "town", ListTypeChanges()).items == (second, first)
    assert second.member is None
    with assert_refused(Denied, "runtime.not_permitted"):
        ask(town, "ada", "town", ListTypeChanges())


def test_trust_and_marks_of_authors_are_not_touched(town: Kit) -> None:
    thread(town)

    def members() -> object:
        return ask(town, "steward", "town", ListMembers()).items

    before = members()
    change(town, "silent")
    change(town, "town")
    assert members() == before


# --- nothing that was hidden from somebody becomes visible -----------------------------------------------------------


def test_a_type_by_which_members_could_read_more_is_refused(town: Kit, clock: ManualClock) -> None:
    open_type = evolve(GAZETTE, name="open", roles={"member": Role(grants={"posts.read_removed"})})
    url = town.database.url.render_as_string(hide_password=False)
    other = new_town_kit(url, types=[open_type], clock=clock)
    try:
        found = plan(other, "open")
        assert TypeExposure("member", 0, "posts.read_removed", "town") in found.exposures
        with assert_unchanged(other), assert_refused(Conflict, "community_types.exposes"):
            do(other, OWNER, "town", ChangeType("open", found.fingerprint))
        change(other, "gazette")  # and not by way of another type either
        change(other, "silent")
        with assert_refused(Conflict, "community_types.exposes"):
            change(other, "open")
    finally:
        other.close()


@pytest.mark.parametrize("since", [False, True], ids=["at once", "after something was done"])
def test_undoing_shows_nothing_that_was_written_since(town: Kit, clock: ManualClock, *, since: bool) -> None:
    open_type = evolve(TOWN, name="open", roles={"member": Role(grants={"posts.read_removed"})})
    url = town.database.url.render_as_string(hide_password=False)
    with closing(new_town_kit(url, types=[open_type], clock=clock)) as other:
        create_community(other, "closed", type="open", members=("ada",))
        gone = change(other, "town", slug="closed")
        clock.advance(timedelta(minutes=1))
        if not since:
            assert do(other, OWNER, "closed", UndoChangeType(gone.id)).undone_at is not None
            return
        do(other, OWNER, "closed", CreateThread(kind="question", title="Why?", body="So."))
        with assert_unchanged(other), assert_refused(Conflict, "community_types.exposes"):
            do(other, OWNER, "closed", UndoChangeType(gone.id))


def test_a_type_that_lacks_a_hiding_rule_is_refused(town: Kit, clock: ManualClock) -> None:
    rules = Feature("veil.posts", requires=("posts",))
    rules.hides(Post)(lambda row, reader: row.c.title == "Veiled")
    veiled = evolve(TOWN, name="veiled", features=(*TOWN.features, "veil.posts"))
    url = town.database.url.render_as_string(hide_password=False)
    plugins = [Plugin([bell([])], name="club"), Plugin([rules], name="veil")]
    with closing(Kit(url, plugins=plugins, types=[TOWN, GAZETTE, veiled], clock=clock)) as other:
        assert plan(other, "veiled").exposures == ()
        change(other, "veiled")
        (exposure,) = plan(other, "town").exposures
        assert (exposure.permission, exposure.rule) == ("", "Post: <lambda>")
        with assert_unchanged(other), assert_refused(Conflict, "community_types.exposes"):
            change(other, "town")


def test_a_rule_about_kinds_that_the_new_type_lacks_keeps_from_nothing(town: Kit, clock: ManualClock) -> None:
    rules = Feature("veil.posts", requires=("posts",))
    rules.hides(Post, kinds=["question"])(lambda row, reader: row.c.title == "Veiled")
    veiled = evolve(TOWN, name="veiled", features=(*TOWN.features, "veil.posts"))
    url = town.database.url.render_as_string(hide_password=False)
    plugins = [Plugin([bell([])], name="club"), Plugin([rules], name="veil")]
    with closing(Kit(url, plugins=plugins, types=[TOWN, GAZETTE, veiled], clock=clock)) as other:
        question = do(other, OWNER, "town", CreateThread(kind="question", title="Veiled", body="Who?"))
        change(other, "veiled")
        with pytest.raises(NotFound):
            ask(other, "ada", "town", ReadPost(question.id))
        (exposure,) = plan(other, "town").exposures  # the control: this type has the kind
        assert exposure.rule == "Post: <lambda>"
        change(other, "gazette")
        with pytest.raises(NotFound):
            ask(other, "ada", "town", ReadPost(question.id))
        assert [found.rule for found in plan(other, "town").exposures] == ["Post: <lambda>"]


def test_a_role_with_less_than_members_must_not_count_as_one(town: Kit, clock: ManualClock) -> None:
    url = town.database.url.render_as_string(hide_password=False)
    narrow = evolve(
        GAZETTE, name="narrow", roles={"reader": Role(like="outsider")}, post_kinds=(*GAZETTE.post_kinds,)
    )
    other = new_town_kit(url, types=[narrow], clock=clock)
    try:
        change(other, "narrow")
        with other.session("bob", "town", read_only=True) as session:
            bob = session.member
        do(other, OWNER, "town", AssignRole(bob, "reader"))
        with assert_refused(Denied, "runtime.not_permitted"):
            titles(other)
        assert ("reader", "posts.read") in {(e.role, e.permission) for e in plan(other, "town").exposures}
    finally:
        other.close()


def test_what_was_removed_stays_removed(town: Kit) -> None:
    question = thread(town)
    do(town, "steward", "town", RemovePost(question.id))
    change(town, "gazette")
    change(town, "town")
    assert titles(town) == []
    assert_counters_hold(town, "town")
    do(town, "steward", "town", RestorePost(question.id))
    assert titles(town) == ["Why?"]
    assert_counters_hold(town, "town")


def test_what_is_removed_while_it_is_hidden_stays_removed(town: Kit) -> None:
    question = thread(town)
    change(town, "gazette")
    do(town, "steward", "town", RemovePost(question.id))
    assert_counters_hold(town, "town")
    with assert_refused(Conflict, "posts.removed"):
        do(town, "steward", "town", RemovePost(question.id))
    change(town, "town")
    assert titles(town) == []
    assert ask(town, "bob", "town", SearchContent("kangaroos")).hits == ()
    assert_counters_hold(town, "town")


def test_what_is_restored_while_its_kind_is_unknown_is_shown_with_it(town: Kit) -> None:
    question = thread(town)
    do(town, "steward", "town", RemovePost(question.id))
    change(town, "gazette")
    do(town, "steward", "town", RestorePost(question.id))
    assert titles(town) == []
    assert_counters_hold(town, "town")
    with assert_refused(Conflict, "posts.not_removed"):
        do(town, "steward", "town", RestorePost(question.id))
    change(town, "town")
    assert titles(town) == ["Why?"]
    assert_counters_hold(town, "town")


# --- what waits ------------------------------------------------------------------------------------------------------


def test_deliveries_and_scheduled_commands_wait_for_the_type_that_knows_them(
    town: Kit, heard: list[str], clock: ManualClock
) -> None:
    worker = town.worker(attempts=1)
    do(town, "ada", "town", RingBell())
    do(town, "bob", "town", RingBell(minutes=5))
    change(town, "gazette")
    clock.advance(timedelta(hours=1))
    report = worker.drain()
    assert (report.parked, report.scheduled) == (0, 0), "what is held is neither given up nor carried out"
    assert heard == []
    assert losses(plan(town, "plain")).keys() >= {"delivery club.bell:hear", "scheduled club.ring_bell"}
    change(town, "plain")  # another type that lacks them, too
    worker.drain()
    assert heard == []
    change(town, "town")
    worker.drain()
    assert heard == ["town: True", "town: True"]
    assert worker.parked() == ()


def test_held_deliveries_keep_their_order(town: Kit, heard: list[str]) -> None:
    worker = town.worker()
    do(town, "ada", "town", RingBell())
    change(town, "gazette")
    worker.drain()
    change(town, "town")
    do(town, OWNER, "town", UpdateSettings("club.bell", {"loud": False}))
    do(town, "ada", "town", RingBell())
    worker.drain()
    assert heard == ["town: False", "town: False"]


def test_a_delivery_that_was_held_has_all_its_attempts_again(url: str, clock: ManualClock) -> None:
    told: list[int] = []
    ears = Feature("club.ears")

    @ears.subscribes_to(BellRung)
    def hear(delivery: Delivery, fact: BellRung) -> None:
        told.append(delivery.attempt)
        raise ValueError("never")

    eared = evolve(TOWN, name="eared", features=(*TOWN.features, "club.ears"))
    plugins = [Plugin([bell([]), ears], name="club")]
    with closing(Kit(url, plugins=plugins, types=[TOWN, GAZETTE, eared], clock=clock)) as kit:
        create_community(kit, type="eared", members=("ada",))
        do(kit, "ada", "town", RingBell())
        for type in ("town", "eared"):
            for _ in range(2):
                kit.worker(attempts=3).drain()
                clock.advance(timedelta(minutes=1))
            change(kit, type)
            kit.worker(attempts=3).drain()
        assert kit.worker().parked() == ()
    assert told == [1, 2, 1]


@pytest.mark.parametrize("error", [Busy, StorageFull])
@pytest.mark.parametrize("kept", [True, False], ids=["kept", "dropped"])
def test_what_a_lost_database_left_of_holding_is_made_up_for_at_once(
    town: Kit, heard: list[str], error: type[CommkitError], *, kept: bool
) -> None:
    """Not only when the lease has run out: a change back meanwhile finds a delivery to release."""
    worker = town.worker(attempts=1)  # it is no attempt, else the delivery would be parked
    hold = worker._hold

    def lose(*args: Any) -> None:
        with unanswered_commit(town, 1, kept=kept, error=error("runtime.away", "it is a test")):
            hold(*args)

    do(town, "ada", "town", RingBell())
    change(town, "gazette")
    worker._hold = lose  # type: ignore[method-assign]
    with pytest.raises(error):
        worker.run_once()
    worker._hold = hold  # type: ignore[method-assign]
    worker.run_once()
    with town.database.engine.connect() as connection:
        (row,) = connection.execute(select(delivery).where(delivery.c.subscriber == "club.bell:hear"))
    assert (row.held_at is not None, row.leased_until, row.done_at) == (True, None, None)
    change(town, "town")
    worker.drain()
    assert heard == ["town: True"]


def test_control_without_holding_a_delivery_is_lost(
    town: Kit, heard: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = town.worker(attempts=1)
    monkeypatch.setattr(type(worker), "_present_type", lambda self, unit, row, locked=False: row.type)
    do(town, "ada", "town", RingBell())
    change(town, "gazette")
    worker.drain()
    change(town, "town")
    worker.drain()
    assert len(worker.parked()) == 1
    assert heard == []
