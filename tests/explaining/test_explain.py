"""Who is told what: each step in its order, nothing that the member or the one who asks may not see."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commkit import SYSTEM, Denied, Kit, MemberId, NotFound
from commkit.communities import ArchiveCommunity, Visibility
from commkit.explaining import DecisionTrace, ExplainDecision, RuleOutcome, TraceStep
from commkit.members import AddMember, AssignRole, LeaveCommunity, RestrictMember
from commkit.posts import CreateDraft, CreateReply, CreateThread, EditPost, Post, PostId, RemovePost
from commkit.runtime.model.errors import CommkitError
from commkit.testing.clock import ManualClock
from commkit.testing.contexts import context_of
from commkit.testing.kits import StatementObserver
from tests.helpers import ask, assert_invalid, assert_refused, do
from tests.sample import OWNER, create_community, new_kit

START = datetime(2030, 1, 1, tzinfo=UTC)
NOBODY = UUID(int=7)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture
def town(clocked_sqlite_kit: Kit) -> Kit:
    create_community(clocked_sqlite_kit, members=("ada", "bob"))
    return clocked_sqlite_kit


def member(kit: Kit, key: str) -> MemberId:
    with kit.session(key, "town", read_only=True) as session:
        return session.member


def publish(kit: Kit, key: str = "ada") -> Post:
    return do(kit, key, "town", CreateThread(kind="question", title="Why?", body="So."))


def why(
    kit: Kit, asker: Any, member: MemberId | None, action: str, object: Any = None, **more: Any
) -> DecisionTrace:
    return ask(kit, asker, "town", ExplainDecision(member, action, object, **more))


def step(trace: DecisionTrace, rule: str) -> TraceStep:
    return next(step for step in trace.steps if step.rule == rule)


def test_the_steps_come_in_their_order(town: Kit) -> None:
    post = publish(town)
    trace = why(town, "bob", member(town, "bob"), "posts.edit_post", post.id)
    assert [(step.rule, step.outcome, step.source) for step in trace.steps] == [
        ("membership", RuleOutcome.FACT, "members"),
        ("role", RuleOutcome.FACT, "members"),
        ("trust", RuleOutcome.FACT, "members"),
        ("community", RuleOutcome.FACT, "communities"),
        ("the post", RuleOutcome.YES, "runtime"),
        ("permission 'posts.edit'", RuleOutcome.YES, "posts"),
        ("their own", RuleOutcome.NO, "posts"),
        ("archive", RuleOutcome.FACT, "communities"),
        ("the conversation", RuleOutcome.YES, "spaces"),
        ("wiki", RuleOutcome.FACT, "posts"),
        (
            "Refuse a text in which a check with the mode `refuse` finds something, or that is too long to be read",
            RuleOutcome.LATER,
            "moderation",
        ),
    ]
    assert not trace.allowed
    assert trace.denied_by == TraceStep("their own", False, "it is not theirs", "posts")
    assert [step.source for step in trace.open] == ["moderation"]


def test_it_says_which_role_or_feature_grants(town: Kit) -> None:
    post, ada = publish(town), member(town, "ada")
    assert (
        "'posts' grants it to the role 'member' for what is their own"
        in step(why(town, "ada", ada, "posts.edit", post.id), "permission 'posts.edit'").because
    )
    in_spaces = why(town, "ada", ada, "posts.pin", post.id)
    assert (
        "for what stands in a space that they moderate" in step(in_spaces, "permission 'posts.pin'").because
    )
    assert step(in_spaces, "their space").because == "it stands in no space that they moderate"
    lacking = step(why(town, "ada", ada, "posts.restore"), "permission 'posts.restore'")
    assert lacking.because == "the role 'member' lacks it; those who have it: the roles steward, owner"
    hosts = step(why(town, "ada", ada, "posts.expire_poll"), "permission 'posts.expire_poll'")
    assert hosts.because.endswith("nobody but the host has it")


def test_without_an_object_what_is_only_ones_own_is_asked_later(town: Kit) -> None:
    trace = why(town, "ada", member(town, "ada"), "posts.edit")
    assert trace.allowed
    assert step(trace, "their own").outcome is RuleOutcome.LATER


def test_a_word_for_two_things_means_the_message(town: Kit) -> None:
    ada = member(town, "ada")
    do(town, OWNER, "town", ArchiveCommunity("Over."))
    assert not why(town, "ada", ada, "posts.create_thread").allowed
    assert why(town, "ada", ada, "posts.read").allowed, "one of the messages that need it is still answered"
    assert not why(town, "ada", ada, "posts.edit").allowed, "none of those is carried out"
    assert why(town, "ada", ada, "members.leave_community").allowed, "this one is"


def test_end_and_reason_of_a_status_are_for_the_member_and_stewards(town: Kit, clock: ManualClock) -> None:
    ada, bob = member(town, "ada"), member(town, "bob")
    until = START + timedelta(days=2)
    do(town, OWNER, "town", RestrictMember(ada, "silenced", "It was loud.", until=until))
    for asker in ("ada", OWNER, SYSTEM):
        trace = why(town, asker, ada, "posts.create_thread")
        assert not trace.allowed
        assert "until 2030-01-03 00:00 UTC: It was loud." in step(trace, "membership").because
        assert "their role is 'member'" in step(trace, "role").because
    with assert_refused(Denied, "runtime.not_permitted"):
        why(town, "bob", ada, "posts.create_thread")
    clock.advance(timedelta(days=2))
    assert why(town, "ada", ada, "posts.create_thread").allowed, "it has run out"
    assert why(town, "bob", bob, "posts.create_thread").allowed


def test_who_asks_about_others(town: Kit) -> None:
    ada, bob = member(town, "ada"), member(town, "bob")
    assert why(town, OWNER, ada, "posts.create_thread").allowed
    assert why(town, SYSTEM, ada, "posts.create_thread").allowed
    for asker, about in (("bob", ada), ("ada", bob), ("stranger", ada), (None, ada)):
        with assert_refused(Denied, "runtime.not_permitted"):
            why(town, asker, about, "posts.create_thread")
    for asker in ("ada", "stranger", None, SYSTEM):
        assert not why(town, asker, None, "posts.create_thread").allowed, "everybody may ask about visitors"


def test_former_members_are_visible_to_stewards(town: Kit) -> None:
    ada = member(town, "ada")
    do(town, "ada", "town", LeaveCommunity())
    assert step(why(town, OWNER, ada, "posts.create_thread"), "membership").because == "left"
    with assert_refused(NotFound, "runtime.not_found"):
        why(town, "ada", ada, "posts.create_thread")
    assert not why(town, "ada", None, "posts.create_thread").allowed


def test_invisible_and_missing_are_the_same(town: Kit) -> None:
    post = publish(town)
    do(town, OWNER, "town", RemovePost(post.id))
    bob = member(town, "bob")
    hidden = why(town, "bob", bob, "posts.create_reply", post.id)
    nothing = why(town, "bob", bob, "posts.create_reply", NOBODY, record="Post")
    assert hidden.steps == nothing.steps
    assert not hidden.allowed
    seen = why(town, OWNER, bob, "posts.create_reply", post.id)
    assert seen.steps[: len(hidden.steps)] == hidden.steps[: len(seen.steps)], (
        "it is the member's eyes that count"
    )


def test_what_the_one_who_asks_may_not_see_is_not_there(town: Kit) -> None:
    draft = do(town, "ada", "town", CreateDraft(kind="question", title="Why?", body="So."))
    ada = member(town, "ada")
    assert why(town, "ada", ada, "posts.read_draft", draft.id).allowed
    for asker in (OWNER, SYSTEM):
        for id in (draft.id, NOBODY):
            with assert_refused(NotFound, "runtime.not_found"):
                why(town, asker, ada, "posts.read_draft", id)


def test_a_secret_community_is_not_there_for_visitors(town: Kit) -> None:
    create_community(town, "den", visibility=Visibility.SECRET)
    trace = ask(town, OWNER, "den", ExplainDecision(None, "members.join_community"))
    assert not trace.allowed
    assert trace.denied_by is not None
    assert trace.denied_by.rule == "community"
    assert ask(town, OWNER, "town", ExplainDecision(None, "members.join_community")).allowed


def test_nothing_is_done_through_anothers_eyes(town: Kit) -> None:
    post = publish(town)
    with town.session(OWNER, "town") as session:
        mine = session.member
        with context_of(session).viewing_as("ada"):
            assert session.member == member(town, "ada")
            with assert_refused(Denied, "runtime.read_only"):
                session.do(RemovePost(post.id))
        assert (session.actor, session.member) == (OWNER, mine)
        with pytest.raises(NotFound), context_of(session).viewing_as(None):
            context_of(session).get(Post, NOBODY)
        assert session.member == mine
        session.do(RemovePost(post.id))


def test_what_does_not_exist_is_said(town: Kit) -> None:
    ada = member(town, "ada")
    with assert_invalid(action="unknown_action"):
        why(town, "ada", ada, "posts.fly")
    with assert_invalid(action="unknown_level"):
        why(town, "ada", ada, "emperor", about="trust")
    with assert_invalid(action="unknown_kind"):
        why(town, "ada", ada, "posts.fly", about="notification")
    with assert_invalid(member="member_required"):
        why(town, "ada", None, "known", about="trust")
    for record in ("Fly", None):
        with assert_invalid(record="unknown_record"):
            why(town, "ada", ada, "members.refresh_profile", NOBODY, record=record)
    with assert_refused(NotFound, "runtime.not_found"):
        why(town, OWNER, MemberId(NOBODY), "posts.create_thread")


def test_trust_is_explained_rule_by_rule(town: Kit, clock: ManualClock) -> None:
    ada = member(town, "ada")
    publish(town)
    trace = why(town, "ada", ada, "known", about="trust")
    assert not trace.allowed
    assert [step.rule for step in trace.steps if step.outcome is RuleOutcome.NO] == [
        "known: visible posts, at least",
        "known: days since joining, at least",
    ]
    for _ in range(2):
        publish(town)
    clock.advance(timedelta(days=1))
    assert why(town, OWNER, ada, "known", about="trust").allowed
    assert not why(town, OWNER, ada, "regular", about="trust").allowed
    stored = step(why(town, "ada", ada, "new", about="trust"), "stored level")
    assert stored.because.startswith("new; their contributions earn known")
    with assert_refused(Denied, "runtime.not_permitted"):
        why(town, "bob", ada, "known", about="trust")


def test_a_trace_is_a_constant_number_of_statements(sqlite_url: str) -> None:
    statements: list[str] = []
    with closing(new_kit(sqlite_url, observers=[StatementObserver(statements.append)])) as kit:
        create_community(kit, members=("ada",))
        post, ada = publish(kit), member(kit, "ada")
        counts = []
        for replies in (0, 30):
            for _ in range(replies):
                do(kit, "ada", "town", CreateReply(post.id, "Hm."))
            for asker in ("ada", OWNER):
                with kit.session(asker, "town", read_only=True) as session:
                    statements.clear()
                    session.ask(ExplainDecision(ada, "posts.create_reply", post.id))
                    counts.append(len(statements))
    assert counts == [4, 6, 4, 6]


# --- the same as what happens, whatever comes together -------------------------------------------------------------


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    role=st.sampled_from(["member", "steward", "owner"]),
    status=st.sampled_from([None, "silenced", "suspended", "banned"]),
    ends=st.sampled_from([None, timedelta(hours=1), timedelta(days=9)]),
    visibility=st.sampled_from(list(Visibility)),
    archived=st.booleans(),
    mine=st.booleans(),
    removed=st.booleans(),
)
def test_any_membership_is_explained_as_it_is(town: Kit, clock: ManualClock, **drawn: Any) -> None:
    slug = f"place-{town.clock().timestamp():.0f}"
    create_community(town, slug, visibility=drawn["visibility"])
    with town.session(SYSTEM, slug) as session:
        ids = {key: session.do(AddMember(key)).id for key in ("ada", "bob")}
    post = do(
        town, "ada" if drawn["mine"] else "bob", slug, CreateThread(kind="question", title="Why?", body="So.")
    )
    do(town, SYSTEM, slug, AssignRole(ids["ada"], drawn["role"]))
    if drawn["removed"]:
        do(town, SYSTEM, slug, RemovePost(post.id))
    if drawn["status"] and drawn["role"] != "owner":
        until = town.clock() + drawn["ends"] if drawn["ends"] else None
        do(town, SYSTEM, slug, RestrictMember(ids["ada"], drawn["status"], "Because.", until=until))
    if drawn["archived"]:
        do(town, OWNER, slug, ArchiveCommunity("Over."))
    clock.advance(timedelta(days=1))
    attempts = (
        ("posts.create_thread", None, CreateThread(kind="question", title="Why?", body="So.")),
        ("posts.create_reply", post.id, CreateReply(post.id, "So.")),
        ("posts.edit_post", post.id, EditPost(post=post.id, version=post.version, body="No.")),
        ("posts.remove_post", post.id, RemovePost(post.id)),
        ("members.leave_community", None, LeaveCommunity()),
    )
    for action, id, command in attempts:
        trace = ask(town, SYSTEM, slug, ExplainDecision(ids["ada"], action, id))
        error = refusal(town, slug, command)
        if error is None:
            assert trace.allowed, (drawn, action, trace.denied_by)
        elif isinstance(error, Denied | NotFound):
            # Who is restricted goes on being inside, and so may ask to leave: the handler refuses it.
            assert not trace.allowed or error.code == "members.restricted", (drawn, action, error)
        else:
            assert drawn["removed"] or error.code == "members.last_owner", (drawn, action, error)


def refusal(kit: Kit, place: str, command: Any) -> CommkitError | None:
    """Why ada may not; nothing of it is kept."""
    try:
        with kit.session("ada", place) as session:
            session.do(command)
            context_of(session).get(Post, PostId(NOBODY))
    except CommkitError as error:
        return None if error.code == "runtime.not_found" and session.facts else error
    return None
