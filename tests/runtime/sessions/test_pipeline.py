"""Gates, transforms, reactions: their order, what they may answer, and what their failure means."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from typing import Any
from uuid import uuid4

import pytest
from attrs import evolve, frozen

from commkit import (
    Command,
    CommkitError,
    Conflict,
    Denied,
    Deny,
    Fact,
    Feature,
    FieldError,
    Invalid,
    Kit,
    NotFound,
    PluginError,
    Role,
)
from commkit.communities import CommunityCreated, UpdateSettings
from commkit.members import AddMember, membership
from commkit.posts import CreateThread, Post, PostId, PostSettings, ReadPost
from commkit.testing.contexts import context_of
from tests.runtime.plugins import Listen, Plugin, Rang, Ring, bell, club
from tests.runtime.rows import counts
from tests.sample import OWNER, create_community, new_kit

MakeKit = Callable[..., Kit]


@pytest.fixture
def club_of(sqlite_url: str) -> Iterator[MakeKit]:
    """Makes a Kit with a community of the type `club`, which has the given features."""
    with ExitStack() as stack:

        def make(*features: Feature, **words: Any) -> Kit:
            kit = stack.enter_context(closing(new_kit(sqlite_url, club(*features, **words))))
            create_community(kit, type="club")
            return kit

        yield make


def ring(kit: Kit, times: int = 1) -> Any:
    with kit.session(OWNER, "town") as session:
        return session.do(Ring(times))


def refused_without_a_trace(kit: Kit, error: type[CommkitError], times: int = 1) -> Any:
    """Ring, which must fail with this error, and see that no row was added."""
    before = counts(kit)
    with pytest.raises(error) as caught:
        ring(kit, times)
    assert counts(kit) == before
    return caught.value


def features_that_note(heard: list[str], *names: str) -> list[Feature]:
    """Features that note when their gate, transform and reaction are called."""

    def noting(feature: Feature) -> Feature:
        name = feature.name

        @feature.gates(Ring)
        def gate(context: Any, command: Ring) -> None:
            heard.append(f"gate {name}")

        @feature.transforms(Ring)
        def transform(context: Any, command: Ring) -> None:
            heard.append(f"transform {name}")

        @feature.reacts_to(Rang)
        def react(context: Any, fact: Rang) -> None:
            heard.append(f"reaction {name}")

        return feature

    return [noting(bell() if name == "club.bell" else Feature(name)) for name in names]


@pytest.mark.parametrize(
    "order",
    [("club.bell", "club.a", "club.b"), ("club.b", "club.bell", "club.a"), ("club.a", "club.b", "club.bell")],
)
def test_everything_runs_in_the_order_of_the_types_features(club_of: MakeKit, order: tuple[str, ...]) -> None:
    heard: list[str] = []
    # The plugin brings them in another order than the type names them.
    ring(club_of(*features_that_note(heard, *order)))
    assert heard == [f"{what} {name}" for what in ("gate", "transform", "reaction") for name in order]


def test_needs_run_ahead_of_those_who_need_them(club_of: MakeKit) -> None:
    heard: list[str] = []
    needed, needing = features_that_note(heard, "club.bell", "club.a")
    kit = club_of(evolve_needs(needing, "club.bell"), more=[needed])
    ring(kit)
    assert heard[:2] == ["gate club.bell", "gate club.a"]


def evolve_needs(feature: Feature, *needs: str) -> Feature:
    copy = Feature(feature.name, requires=needs)
    for name in ("gate_list", "transform_list", "reaction_list"):
        getattr(copy, name).extend(getattr(feature, name))
    return copy


def test_a_gate_refuses_with_its_reason_and_nothing_else_runs(club_of: MakeKit) -> None:
    heard: list[str] = []
    first, last = features_that_note(heard, "club.bell", "club.z")
    guard = Feature("club.guard")

    @guard.gates(Command)
    def night(context: Any, command: Any) -> Deny | None:
        return Deny("club.night", "It is night.") if isinstance(command, Ring) else None

    error = refused_without_a_trace(club_of(first, guard, last), Denied)
    assert (error.code, error.message, error.plugin) == ("club.night", "It is night.", "club")
    assert heard == ["gate club.bell"]


@pytest.mark.parametrize("answer", [True, False, 0, "", "no", ValueError("boom"), [], Deny])
def test_a_gate_that_fails_or_answers_anything_else_stays_closed_and_is_named(
    club_of: MakeKit, answer: object
) -> None:
    guard = Feature("club.guard")

    @guard.gates(Ring)
    def odd(context: Any, command: Ring) -> Any:
        if isinstance(answer, Exception):
            raise answer
        return answer

    error = refused_without_a_trace(club_of(bell(), guard), Denied)
    assert (error.code, error.plugin) == ("runtime.gate_failed", "club")
    assert "club.guard" in error.message


def field_guard(feature: str, *errors: FieldError, raises: bool = False) -> Feature:
    guard = Feature(feature)

    @guard.gates(Ring)
    def check(context: Any, command: Ring) -> Invalid:
        if raises:
            raise Invalid(errors, code=f"{feature}_times")
        return Invalid(errors, code=f"{feature}_times")

    return guard


@pytest.mark.parametrize("raises", [False, True])
def test_a_gate_may_name_the_fields_it_does_not_accept(club_of: MakeKit, *, raises: bool) -> None:
    times = FieldError("times", "odd", "ring an even number of times")
    error = refused_without_a_trace(club_of(bell(), field_guard("club.even", times, raises=raises)), Invalid)
    assert isinstance(error, Invalid)
    assert (error.errors, error.code, error.plugin) == ((times,), "club.even_times", "club")


def test_the_faults_of_all_gates_come_together_unless_one_refuses(club_of: MakeKit) -> None:
    odd, many = FieldError("times", "odd", "ring evenly"), FieldError("times", "many", "ring less")
    closed = Feature("club.night")

    @closed.gates(Ring)
    def at_night(context: Any, command: Ring) -> Deny | None:
        return Deny("club.night", "It is night.") if command.times > 9 else None

    kit = club_of(bell(), field_guard("club.even", odd), field_guard("dusk.few", many), closed)
    error = refused_without_a_trace(kit, Invalid)
    assert isinstance(error, Invalid)
    assert (error.errors, error.code, error.plugin) == ((odd, many), "runtime.invalid", "club")
    assert refused_without_a_trace(kit, Denied, times=10).code == "club.night"


def test_what_a_gate_did_not_find_is_told_as_it_says(club_of: MakeKit) -> None:
    """An error of ours says more than that a gate failed; a gate that loads what is hidden must not tell of it."""
    guard = Feature("club.guard")

    @guard.gates(Ring)
    def look(context: Any, command: Ring) -> None:
        context.get(Post, uuid4())

    error = refused_without_a_trace(club_of(bell(), guard), NotFound)
    assert error.code == "runtime.not_found"


def test_what_a_feature_cannot_load_is_nowhere(club_of: MakeKit) -> None:
    class Unknown:
        """No feature loads it."""

    with club_of(bell()).session(OWNER, "town") as session:
        context = context_of(session)
        assert (context.has_loader(Unknown), context.has_loader(Post)) == (False, True)
        assert context.visible_ids(Unknown, [uuid4()]) == set()
        with pytest.raises(NotFound):
            context.get(Unknown, uuid4())


def test_a_handler_that_fails_is_named_and_the_error_says_what_became_of_it(club_of: MakeKit) -> None:
    broken = Feature("club.broken", grants={"member": {"club.ring"}}, facts=(Rang,))

    @broken.handles(Ring)
    def ring_badly(context: Any, command: Ring) -> Any:
        raise ValueError("boom")

    @broken.handles(Listen)
    def listen_badly(context: Any, query: Listen) -> int:
        raise ValueError("boom")

    kit = club_of(broken)
    error = refused_without_a_trace(kit, PluginError)
    assert error.message == "a handler of 'club.broken' failed (ValueError: boom); the command was undone"
    with pytest.raises(PluginError) as caught, kit.session(OWNER, "town", read_only=True) as session:
        session.ask(Listen())
    assert caught.value.message == "a handler of 'club.broken' failed (ValueError: boom)"


def test_control_a_gate_that_answers_none_is_open(club_of: MakeKit) -> None:
    guard = Feature("club.guard")

    @guard.gates(Ring)
    def open_gate(context: Any, command: Ring) -> None:
        return None

    before_and_after = club_of(bell(), guard)
    before = counts(before_and_after)["outbox"]
    ring(before_and_after)
    assert counts(before_and_after)["outbox"] == before + 1


def test_a_gate_of_a_feature_that_the_type_lacks_does_not_run(club_of: MakeKit) -> None:
    heard: list[str] = []
    used, unused = features_that_note(heard, "club.bell", "club.unused")

    @unused.gates(Command)
    def never(context: Any, command: Any) -> Deny:
        return Deny("club.never", "never")

    ring(club_of(used, more=[unused]))
    assert heard == ["gate club.bell", "transform club.bell", "reaction club.bell"]


def test_a_message_of_a_feature_that_the_type_lacks_is_unknown_there(club_of: MakeKit) -> None:
    kit = club_of(more=[bell()])
    assert refused_without_a_trace(kit, NotFound).code == "runtime.no_such_message"


def test_a_shape_replaces_the_message_in_order(club_of: MakeKit) -> None:
    double, add = Feature("club.double"), Feature("club.add")

    @double.transforms(Ring)
    def twice(context: Any, command: Ring) -> Ring:
        return evolve(command, times=command.times * 2)

    @add.transforms(Ring)
    def one_more(context: Any, command: Ring) -> Ring:
        return evolve(command, times=command.times + 1)

    heard: list[int] = []
    kit = club_of(bell(), double, add)
    kit.on(Rang)(lambda fact: heard.append(fact.times))
    ring(kit, times=5)
    assert heard == [11]


@frozen
class OtherRing(Ring):
    """Another class."""


@pytest.mark.parametrize(
    ("shaped", "error"),
    [
        (OtherRing(1), PluginError),
        (Rang(times=1), PluginError),
        (True, PluginError),
        (Ring("often"), Invalid),  # type: ignore[arg-type]
        (ValueError("boom"), PluginError),
    ],
)
def test_what_a_shape_gives_is_checked(club_of: MakeKit, shaped: Any, error: type[CommkitError]) -> None:
    bad = Feature("club.bad")

    @bad.transforms(Ring)
    def odd(context: Any, command: Ring) -> Any:
        if isinstance(shaped, Exception):
            raise shaped
        return shaped

    told = refused_without_a_trace(club_of(bell(), bad), error)
    if error is PluginError:
        assert (told.code, told.plugin) == ("runtime.transform_failed", "club")


@pytest.mark.parametrize("raised", [ValueError("boom"), Conflict("club.no", "No.")])
def test_a_reaction_that_raises_aborts_the_command(club_of: MakeKit, raised: Exception) -> None:
    angry = Feature("club.angry")

    @angry.reacts_to(Rang)
    def object_to_it(context: Any, fact: Rang) -> None:
        context.do(CreateThread(kind="question", title="Who rang?", body="It is gone after this."))
        raise raised

    told = refused_without_a_trace(club_of(bell(), angry), CommkitError)
    if isinstance(raised, CommkitError):
        assert told is raised
    else:
        assert (told.code, told.plugin) == ("runtime.reaction_failed", "club")


def test_a_reaction_may_send_commands_and_their_facts_come_after(club_of: MakeKit) -> None:
    scribe = Feature("club.scribe")

    @scribe.reacts_to(Rang)
    def note_it(context: Any, fact: Rang) -> None:
        if fact.times == 1:
            context.do(Ring(2))

    heard: list[int] = []
    kit = club_of(bell(), scribe)
    kit.on(Rang)(lambda fact: heard.append(fact.times))
    before = counts(kit)
    ring(kit)
    after = counts(kit)
    assert heard == [1, 2]
    assert after["outbox"] - before["outbox"] == 2
    assert after["audit"] - before["audit"] == 2


def test_reactions_that_never_end_are_stopped(club_of: MakeKit) -> None:
    echo = Feature("club.echo")

    @echo.reacts_to(Rang)
    def again(context: Any, fact: Rang) -> None:
        context.do(Ring(fact.times + 1))

    error = refused_without_a_trace(club_of(bell(), echo), PluginError)
    assert (error.code, error.plugin) == ("runtime.endless_reactions", "club")


@frozen
class Undeclared(Fact):
    """No feature declares it."""

    name = "club.undeclared"


def test_a_fact_that_no_feature_declares_is_refused(club_of: MakeKit) -> None:
    liar = Feature("club.liar")

    @liar.reacts_to(Rang)
    def tell(context: Any, fact: Rang) -> None:
        context.emit(Undeclared())

    error = refused_without_a_trace(club_of(bell(), liar), PluginError)
    assert (error.code, error.plugin) == ("runtime.unknown_fact", "club")


def test_a_handler_that_raises_names_its_feature(club_of: MakeKit) -> None:
    broken = Feature("club.bell", grants={"member": {"club.ring"}})

    @broken.handles(Ring)
    def ring_wrongly(context: Any, command: Ring) -> Any:
        context.do(CreateThread(kind="question", title="Half", body="way"))
        raise ZeroDivisionError("boom")

    error = refused_without_a_trace(club_of(broken), PluginError)
    assert (error.code, error.plugin) == ("runtime.handler_failed", "club")
    assert "ZeroDivisionError" in error.message


def test_a_reaction_to_the_creation_lets_the_type_refuse_it(sqlite_url: str) -> None:
    strict = Feature("club.strict")

    @strict.reacts_to(CommunityCreated)
    def refuse(context: Any, fact: CommunityCreated) -> None:
        raise Denied("club.not_now", "Not now.")

    with closing(new_kit(sqlite_url, club(strict))) as kit:
        before = counts(kit)
        with pytest.raises(Denied, match="Not now"):
            create_community(kit, type="club")
        assert counts(kit) == before
        create_community(kit, type="forum")  # a type without the feature is not refused


def test_a_fact_is_whole_in_a_reaction(club_of: MakeKit) -> None:
    watcher = Feature("club.watcher")
    seen: list[Rang] = []
    sessions: list[Any] = []

    @watcher.reacts_to(Rang)
    def watch(context: Any, fact: Rang) -> None:
        seen.append(fact)
        sessions.append((context.community_id, context.member, context.now))

    ring(club_of(bell(), watcher))
    ((fact,), ((community, member, now),)) = seen, sessions
    assert (fact.community, fact.actor, fact.at) == (community, member, now)
    assert fact.id is not None


def test_types_roles_grant_beyond_the_ladder(club_of: MakeKit) -> None:
    feature = Feature("club.bell", facts=(Rang,))  # grants nothing to anybody

    @feature.handles(Ring)
    def ring_it(context: Any, command: Ring) -> Any:
        return context.community

    kit = club_of(feature, roles={"ringer": Role(grants={"club.ring"})})
    with kit.session(OWNER, "town") as session:
        session.do(AddMember("rita", "ringer"))
        session.do(AddMember("mo"))
    assert refused_without_a_trace(kit, Denied).code == "runtime.not_permitted"
    with kit.session("rita", "town") as session:
        session.do(Ring())
        session.do(CreateThread(kind="question", title="I may", body="what members may"))
    with pytest.raises(Denied, match=r"club\.ring"), kit.session("mo", "town") as session:
        session.do(Ring())


def test_a_role_or_trust_level_that_the_type_no_longer_has_counts_as_member(sqlite_url: str) -> None:
    with closing(new_kit(sqlite_url, club(bell(), roles={"ringer": Role()}))) as kit:
        create_community(kit, type="club")
        with kit.session(OWNER, "town") as session:
            session.do(AddMember("rita", "ringer"))
        with kit.database.engine.connect() as connection:
            connection.execution_options(commkit_writes=True)
            connection.execute(membership.update().values(trust_level=3))
            connection.commit()
    with (
        closing(new_kit(sqlite_url, club(bell(), trust=()))) as later,
        later.session("rita", "town") as session,
    ):
        session.do(Ring())
        assert session.can("club.ring")
        assert not session.can("members.manage_requests")


def test_settings_of_a_type_stand_between_those_of_the_host_and_of_the_community(sqlite_url: str) -> None:
    plugin = club(settings={"posts": {"max_tags": 2, "max_depth": 3}})
    with closing(new_kit(sqlite_url, plugin)) as kit:
        create_community(kit, type="club")
        with kit.session(OWNER, "town") as session:
            assert context_of(session).settings(PostSettings) == PostSettings(max_tags=2, max_depth=3)
            session.do(UpdateSettings("posts", {"max_tags": 7}))
            assert context_of(session).settings(PostSettings) == PostSettings(max_tags=7, max_depth=3)


def test_wrong_settings_of_a_type_name_it(sqlite_url: str) -> None:
    with pytest.raises(PluginError) as caught:
        new_kit(sqlite_url, club(settings={"posts": {"max_tags": "many"}}))
    assert caught.value.plugin == "club"
    with pytest.raises(PluginError, match="club"):
        new_kit(sqlite_url, club(settings={"nowhere": {}}))


def test_a_query_is_asked_and_a_command_is_done(club_of: MakeKit) -> None:
    kit = club_of(bell())
    before = counts(kit)
    for read_only in (False, True):
        with kit.session(OWNER, "town", read_only=read_only) as session:
            assert session.ask(Listen()) == 1
            with pytest.raises(CommkitError):
                session.ask(Ring())  # type: ignore[arg-type]  # what a typed caller cannot write
            with pytest.raises(CommkitError):
                session.do(Listen())  # type: ignore[arg-type]
    assert counts(kit) == before


def test_plugins_may_share_a_kit_and_nothing_reaches_another_kit(sqlite_url: str) -> None:
    heard: list[str] = []
    first = features_that_note(heard, "club.bell")
    with (
        closing(new_kit(sqlite_url, club(*first))) as one,
        closing(new_kit(sqlite_url, club(bell()), Plugin([Feature("other.thing")]))) as two,
    ):
        create_community(one, type="club")
        ring(two)
        assert heard == []
        ring(one)
        assert heard != []


def test_the_door_hides_what_is_not_there(club_of: MakeKit) -> None:
    kit = club_of(bell())
    with kit.session(OWNER, "town") as session, pytest.raises(NotFound):
        session.ask(ReadPost(PostId(uuid4())))
