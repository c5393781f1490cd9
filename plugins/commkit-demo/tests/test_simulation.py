"""A simulated community: the same for the same seed, made by real commands, for any type."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from attrs import evolve, frozen

from commkit import (
    SYSTEM,
    Command,
    CommunityType,
    Conflict,
    Context,
    Deny,
    Feature,
    Invalid,
    Kit,
    PostKind,
    hookimpl,
)
from commkit.communities import CreateCommunity
from commkit.members import ListMembers, MemberJoined, MembershipStatus, MembershipStatusChanged
from commkit.posts import (
    AddReaction,
    CreateThread,
    ListThreads,
    Post,
    PostRemoved,
    ReadThread,
    UpdatePostState,
)
from commkit_demo.simulation import (
    ASKER,
    HELPER,
    PERSONAS,
    TROLL,
    SimulatedThread,
    SimulationClock,
    SimulationResult,
    Visit,
    fingerprint,
    simulate,
)

START = datetime(2025, 1, 6, tzinfo=UTC)
QUESTION = PostKind(
    name="question",
    opens=True,
    replies=("answer", "comment"),
    awaits="answer",
    states={"open": ("closed",), "closed": ("open",)},
    closed={"closed"},
)
ANSWER = PostKind(name="answer", replies=("comment",))
COMMENT = PostKind(name="comment")
QA = CommunityType(
    "qa",
    features=("posts", "mood.falls"),
    post_kinds=(QUESTION, ANSWER, COMMENT),
    reactions={"up": 1, "down": -1},
)
WALL = CommunityType("wall", post_kinds=(PostKind(name="note", opens=True, titled=False),), reactions={})

strict = Feature("mood.rules")
falls = Feature("mood.falls", grants={"member": ("mood.stumble",)})


@frozen
class Stumble(Command[None]):
    permission = "mood.stumble"


@falls.handles(Stumble)
def stumble(context: Context, command: Stumble) -> None:
    context.do(CreateThread(kind="question", title="Never seen", body="It goes with the visit."))
    raise Conflict("mood.fell", "it failed half-way")


@strict.gates(CreateThread)
def tagged(context: object, command: CreateThread) -> Deny | None:
    return None if command.tags else Deny("mood.no_tags", "say what it is about")


class Types:
    @hookimpl
    def commkit_features(self) -> Iterator[Feature]:
        yield strict
        yield falls

    @hookimpl
    def commkit_types(self) -> Iterator[CommunityType]:
        yield QA
        yield WALL
        yield evolve(QA, name="tidy", features=("posts", "mood.rules"))


@contextmanager
def town(folder: Path, *, type: str = "qa", url: str | None = None) -> Iterator[Kit]:
    """A kit on a fresh database with one community, whose clock stands at the beginning."""
    kit = Kit(url or f"sqlite:///{folder / 'town.db'}", plugins=[Types()], clock=SimulationClock(START))
    kit.migrate()
    create_community(kit, "town", type)
    yield kit
    kit.close()


def create_community(kit: Kit, slug: str, type: str = "qa") -> None:
    command = CreateCommunity(
        slug, type=type, title="Town", purpose="Help", care_hours=4, review_on=date(2030, 1, 1)
    )
    with kit.session(SYSTEM) as lobby:
        lobby.do(command)


@pytest.fixture
def kit(tmp_path: Path) -> Iterator[Kit]:
    with town(tmp_path) as made:
        yield made


def openings(kit: Kit) -> list[Post]:
    """The threads that were not removed, the newest first."""
    with kit.session(None, "town", read_only=True) as session:
        page = session.ask(ListThreads(limit=100))
        posts = list(page.items)
        while page.next:
            page = session.ask(ListThreads(after=page.next, limit=100))
            posts += page.items
    return posts


def run(folder: Path, *, seed: int, url: str | None = None) -> tuple[SimulationResult, str]:
    folder.mkdir()
    with town(folder, url=url) as kit:
        result = simulate(kit, "town", seed=seed, members=40, days=20)
        return result, fingerprint(kit, "town")


def test_the_same_seed_gives_the_same_posts_at_the_same_times(tmp_path: Path) -> None:
    first, again = run(tmp_path / "a", seed=7), run(tmp_path / "b", seed=7)
    assert first == again


@pytest.mark.postgres
def test_it_is_the_same_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    assert run(tmp_path / "a", seed=7) == run(tmp_path / "b", seed=7, url=postgres_url)


def test_another_seed_gives_other_posts(tmp_path: Path) -> None:
    one, other = run(tmp_path / "a", seed=7), run(tmp_path / "b", seed=8)
    assert one[0].done != other[0].done
    assert one[1] != other[1]


def test_the_fingerprint_sees_a_single_reaction(kit: Kit) -> None:
    simulate(kit, "town", seed=3, members=10, days=3)
    before = fingerprint(kit, "town")
    liked = next(post for post in openings(kit) if post.author_name != "ada.1")
    with kit.session("ada.1", "town") as session:
        session.do(AddReaction(liked.id, "down"))
    assert fingerprint(kit, "town") != before


def test_it_simulates_as_many_members_and_days_as_asked(kit: Kit) -> None:
    days: list[int] = []
    joined: list[MemberJoined] = []
    kit.on(MemberJoined)(joined.append)
    result = simulate(kit, "town", seed=1, members=30, days=12, on_day_end=days.append)
    assert result.members == len(joined) == 30
    assert days == list(range(1, 13))
    assert (result.began, result.ended) == (START, START + timedelta(days=12))
    posts = openings(kit)
    assert posts
    assert all(START <= post.created_at <= result.ended for post in posts)


def test_the_result_equals_what_is_in_the_database(kit: Kit) -> None:
    result = simulate(kit, "town", seed=2, members=40, days=15)
    threads = openings(kit)
    removed = result.done["posts.remove_post"]
    replies = sum(thread.reply_count for thread in threads)
    assert removed > 0
    assert result.done["posts.create_thread"] - removed <= len(threads) <= result.done["posts.create_thread"]
    assert result.done["posts.create_reply"] - removed <= replies <= result.done["posts.create_reply"]
    assert any(thread.answer_count for thread in threads)
    with kit.session(SYSTEM, "town") as session:
        page = session.ask(ReadThread(max(threads, key=lambda thread: thread.reply_count).id))
    assert [post.created_at for post in sorted(page.items, key=lambda post: post.number)] == sorted(
        post.created_at for post in page.items
    )


def test_trolls_are_moderated_by_stewards_alone(kit: Kit) -> None:
    changes: list[MembershipStatusChanged] = []
    removals: list[PostRemoved] = []
    kit.on(MembershipStatusChanged)(changes.append)
    kit.on(PostRemoved)(removals.append)
    simulate(kit, "town", seed=4, members=60, days=40)
    with kit.session(SYSTEM, "town") as session:
        stewards = {m.id for m in session.ask(ListMembers(limit=100)).items if m.role == "steward"}
    assert {change.status for change in changes} >= {MembershipStatus.SILENCED, MembershipStatus.SUSPENDED}
    assert removals
    assert {fact.actor for fact in [*changes, *removals]} <= stewards


def test_without_stewards_nobody_is_restricted(kit: Kit) -> None:
    result = simulate(kit, "town", seed=4, members=60, days=40, personas=(ASKER, HELPER, TROLL))
    assert "members.restrict_member" not in result.done
    assert result.personas.keys() == {"asker", "helper", "troll"}


def test_a_gate_that_refuses_is_counted_and_stops_nothing(tmp_path: Path) -> None:
    with town(tmp_path, type="tidy") as kit:
        result = simulate(kit, "town", seed=5, members=60, days=30, personas=(ASKER, HELPER, TROLL))
        assert result.refused["mood.no_tags"] > 0
        assert result.done["posts.create_thread"] > 0
        assert all(post.tags for post in openings(kit))


def test_it_simulates_a_type_without_replies_titles_or_reactions(tmp_path: Path) -> None:
    with town(tmp_path, type="wall") as kit:
        result = simulate(kit, "town", seed=6, members=20, days=10)
        assert result.done["posts.create_thread"] == len(openings(kit)) + result.done.get(
            "posts.remove_post", 0
        )
        assert not {"posts.create_reply", "posts.add_reaction"} & result.done.keys()


def test_an_action_of_ones_own_is_carried_out(kit: Kit) -> None:
    def mark_resolved(thread: SimulatedThread, _: Post) -> None:
        thread.resolved = True

    def close_what_is_answered(visit: Visit) -> None:
        for thread in visit.world.threads_by(visit.player):
            if thread.answers and not thread.resolved:
                visit.do(UpdatePostState(thread.opening.id, "closed"), partial(mark_resolved, thread))

    result = simulate(kit, "town", seed=7, members=30, days=20, actions=[close_what_is_answered])
    closed = [post for post in openings(kit) if post.state == "closed"]
    assert closed
    assert result.done["posts.update_post_state"] == len(closed)


def test_who_is_away_does_not_visit(kit: Kit) -> None:
    """From their third visit on, until the seventh day."""
    back, seen = START + timedelta(days=7), list[tuple[int, datetime]]()

    def leave(visit: Visit) -> None:
        player = visit.player
        seen.append((player.number, visit.now))
        if sum(number == player.number for number, _ in seen) == 3 and visit.now < back:
            visit.after_commit(lambda: setattr(player, "away_until", back))

    simulate(kit, "town", seed=7, members=10, days=20, actions=[leave], personas=(HELPER,))
    times = [[at for number, at in seen if number == one] for one in range(10)]
    away = [mine for mine in times if len(mine) > 3 and mine[2] < back]
    assert away
    assert all(at >= back for mine in away for at in mine[3:])


def test_what_is_done_in_private_is_not_told(kit: Kit) -> None:
    sent = list[bool]()

    def whisper(visit: Visit) -> None:
        if visit.player.member is not None:
            for kind in ("question", "wink"):
                sent.append(visit.do_in_private(CreateThread(kind=kind, title="Psst", body="Here.")))

    personas = (evolve(ASKER, threads_per_visit=0.0),)
    result = simulate(kit, "town", seed=7, members=5, days=5, actions=[whisper], personas=personas)
    assert set(sent[::2]) == {True}
    assert set(sent[1::2]) == {False}
    assert result.done.keys() <= {"members.join_community", "posts.add_reaction", "posts.create_reply"}
    assert not result.refused


def test_a_visit_that_fails_half_way_is_undone_as_a_whole(kit: Kit) -> None:
    def clumsy(visit: Visit) -> None:
        if visit.player.number % 3 == 0 and visit.player.member is not None:
            visit.do(Stumble())

    result = simulate(kit, "town", seed=8, members=10, days=10, actions=[clumsy], personas=(ASKER,))
    threads = openings(kit)
    assert result.refused["runtime.unit_failed"] > 0
    assert result.done["posts.create_thread"] == len(threads)
    assert result.done["posts.create_reply"] == sum(thread.reply_count for thread in threads)
    assert "Never seen" not in {thread.title for thread in threads}


def test_two_communities_on_one_clock(kit: Kit) -> None:
    first = simulate(kit, "town", seed=9, members=10, days=5)
    create_community(kit, "village")
    second = simulate(kit, "village", seed=9, members=10, days=5)
    assert second.began == first.ended
    assert sum(second.done.values()) > 0


@pytest.mark.parametrize(("members", "days"), [(0, 1), (1, 0), (-1, 1)])
def test_less_than_one_member_or_day_is_refused(kit: Kit, members: int, days: int) -> None:
    with pytest.raises(Invalid) as refused:
        simulate(kit, "town", seed=1, members=members, days=days)
    assert refused.value.code == "demo.bad_simulation"


def test_a_real_clock_is_refused(tmp_path: Path) -> None:
    kit = Kit(f"sqlite:///{tmp_path / 'real.db'}", plugins=[Types()])
    with pytest.raises(Invalid, match="SimulationClock"):
        simulate(kit, "town", seed=1)


def test_the_shares_of_the_default_personas_add_up() -> None:
    assert sum(persona.share for persona in PERSONAS) == pytest.approx(1.0)


def test_the_clock_stands_until_it_is_moved_and_goes_forward_only() -> None:
    clock = SimulationClock(START)
    assert clock() == clock() == START
    clock.advance(timedelta(hours=1))
    clock.advance_to(START)
    assert clock() == START + timedelta(hours=1)


def test_a_clock_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        SimulationClock(datetime(2030, 1, 1))  # noqa: DTZ001  # that is the point
