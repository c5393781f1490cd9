"""Two thousand malformed inputs for each way in, a quarter of them with all tests: only typed errors come out."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Annotated, Any, get_args, get_type_hints
from uuid import UUID

import attrs
import pytest
from attrs import frozen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commkit import SYSTEM, Command, CommunityType, Feature, Kit, Query, Text
from commkit.communities import CreateCommunity, UpdateSettings
from commkit.importers.messages import ImportMembers, ImportReplies, ImportTags, ImportThreads, ImportVotes
from commkit.posts import CreateThread
from commkit.runtime.storage import pages
from commkit.storage import keyset
from commkit.testing.faults import malformed_messages, malformed_payloads, only_typed_errors
from commkit.testing.faults.malformed import JSON_JUNK, JUNK
from commkit.testing.histories import World, create_world
from commkit.testing.postgres import PostgresServer
from commkit.testing.strategies import instances_of
from commkit_activitypub import ActivityPub
from commkit_ama import QuestionHours, hour_kinds
from commkit_articles import ARTICLE, Articles
from commkit_contests import Contests
from commkit_developer import Developer
from commkit_feedreader import FeedReader
from commkit_gaming import Gaming
from commkit_internal import DirectoryUnitSettings, Internal
from commkit_ladders import LadderRules, Ladders
from commkit_matching import Matching, MatchKind, Side
from commkit_media import Media
from commkit_minors import Minors
from commkit_opinion import Opinion
from commkit_ranking import Ranking
from commkit_reputation import Reputation, VoteEvidence
from commkit_scim import Scim
from commkit_support import Support
from commkit_topical import Topical
from commkit_tournaments import Tournaments
from tests.runtime.plugins import Plugin
from tests.sample import FORUM, OWNER, REVIEW_ON, new_kit
from tests.testing.everything import Everything

INPUTS = 2_000
"""For each way in."""

many = settings(
    max_examples=INPUTS,
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
)


CAPABLE = CommunityType(
    "capable",
    features=(
        "posts",
        "activitypub.actors",
        "ama.question_hours",
        "articles.desk",
        "articles.series",
        "articles.from_threads",
        "contests.contests",
        "feedreader.feeds",
        "matching.matches",
        "minors.safety",
        "ranking.ranks",
        "ladders.play",
        "opinion.consultations",
        "opinion.maps",
        "opinion.arguments",
        "reputation.privileges",
        "reputation.badges",
        "reputation.leaderboards",
        "scim.directory",
        "tournaments.brackets",
    ),
    post_kinds=(*FORUM.post_kinds, *hour_kinds(), ARTICLE),
    declares=(
        VoteEvidence(name="voted", summary="votes", up=10, down=-2, cost=-1),
        LadderRules(name="duels", summary="duels"),
        MatchKind(name="pairs", title="Pairs", summary="Pairs.", sides=(Side(name="one", title="One"),)),
    ),
)
"""A type with what plugins bring that have none."""


def kit_of_plugins(url: str) -> Kit:
    """A Kit with all there is."""
    return new_kit(
        url,
        Everything(),
        Support(),
        Developer(),
        Internal(directory=DirectoryUnitSettings()),
        Articles(),
        Contests(),
        FeedReader(),
        Gaming(),
        Ladders(),
        Matching(),
        Media(),
        QuestionHours(),
        Minors(),
        Ranking(),
        Opinion(),
        Reputation(),
        ActivityPub(published=True),
        Scim(),
        Topical(),
        Tournaments(),
        types=[CAPABLE],
    )


@contextmanager
def kit_of_messages() -> Iterator[Kit]:
    """Every message there is. In memory: what is tested is which errors are raised, not what is stored."""
    with closing(kit_of_plugins("sqlite://")) as kit:
        yield kit


def covered_messages(kit: Kit) -> list[type[Any]]:
    """The messages that are loaded and sent with nonsense in their fields."""
    return list(kit.registry.messages.values())


@pytest.fixture(scope="module")
def whole() -> Iterator[Kit]:
    with kit_of_messages() as kit:
        kit.migrate()
        yield kit


@pytest.fixture(scope="module")
def whole_on_postgres(postgres: PostgresServer) -> Iterator[Kit]:
    """The same: what a driver takes and what it chokes on differs."""
    with postgres.database() as url, closing(kit_of_plugins(url)) as kit:
        kit.migrate()
        yield kit


@pytest.fixture(scope="module")
def worlds(whole: Kit) -> list[World]:
    return worlds_of(whole)


def worlds_of(whole: Kit) -> list[World]:
    """A community of each type, with people in it."""
    wanted = {"support": {"support.handoff": {"no_help_desk_reason": "It is a test."}}}
    return [
        create_world(
            whole, name, settings=wanted.get(name, {}), sample_values={}, people=("steward", "member")
        )
        for name in ("everything", "support", "developer", "internal", CAPABLE.name)
    ]


def send(kit: Kit, actor: Any, place: str | None, message: Any) -> None:
    with kit.session(actor, place) as session:
        session.ask(message) if isinstance(message, Query) else session.do(message)


def test_loading_a_message(whole: Kit) -> None:
    its_own = [
        st.tuples(st.just(name), malformed_payloads(instances_of(cls)))
        for name, cls in whole.registry.messages.items()
        if cls in covered_messages(whole)
    ]
    nobodys = st.tuples(st.text(max_size=20), JSON_JUNK)

    @many
    @given(st.one_of(*its_own, nobodys))
    def load(what: tuple[str, Any]) -> None:
        with only_typed_errors(what):
            whole.load(*what)

    load()


def everything(worlds: list[World]) -> st.SearchStrategy[tuple[int, Any]]:
    """Each message with real ids and words where there are any, and then nonsense in some of its fields."""
    return st.one_of(
        *(
            st.tuples(st.just(place), malformed_messages(world.messages(cls)))
            for place, world in enumerate(worlds)
            for cls in covered_messages(world.kit)
        )
    )


def test_sending_a_message(whole: Kit, worlds: list[World]) -> None:
    ways = send_nonsense(whole, worlds, INPUTS)
    assert {"Invalid", "Denied", "NotFound", "done"} <= ways.keys(), "most never came behind the border"


def send_nonsense(whole: Kit, worlds: list[World], inputs: int) -> Counter[str]:
    """Send so many; gives how it went."""
    ways: Counter[str] = Counter()

    @settings(many, max_examples=inputs)
    @given(everything(worlds), st.sampled_from((OWNER, "steward", "member", "stranger", None, SYSTEM)))
    def sent(what: tuple[int, Any], actor: Any) -> None:
        world, message = worlds[what[0]], what[1]
        with only_typed_errors(message) as raised:
            send(whole, actor, None if message.lobby else world.community.slug, message)
        ways[type(raised[0]).__name__ if raised else "done"] += 1

    sent()
    return ways


def test_opening_a_session(whole: Kit, worlds: list[World]) -> None:
    place = st.sampled_from([None, worlds[0].community.slug, worlds[0].community.id]) | JUNK
    actor = st.sampled_from([None, SYSTEM, OWNER]) | JUNK
    key = st.sampled_from([None, "key"]) | JUNK

    @many
    @given(actor, place, key)
    def opened(actor: Any, place: Any, key: Any) -> None:
        with (
            only_typed_errors((actor, place, key)),
            whole.session(actor, place, idempotency_key=key) as session,
        ):
            session.do(CreateThread(kind="question", title="Why?", body="I wonder."))

    opened()


def cursors(whole: Kit) -> list[type[Query[Any]]]:
    return [
        cls
        for cls in whole.registry.messages.values()
        if issubclass(cls, Query) and "after" in {field.name for field in attrs.fields(cls)}
    ]


def test_continuing_from_a_cursor(whole: Kit, worlds: list[World]) -> None:
    go_on_from_nonsense(whole, worlds, INPUTS)


@pytest.mark.postgres
def test_messages_and_cursors_on_postgres(whole_on_postgres: Kit, share: Callable[[int], int]) -> None:
    worlds = worlds_of(whole_on_postgres)
    send_nonsense(whole_on_postgres, worlds, share(INPUTS))
    go_on_from_nonsense(whole_on_postgres, worlds, share(INPUTS))


def cursor_of(key: bytes) -> str:
    return keyset(bytes, of="posts.threads").encode((key,))


def go_on_from_nonsense(whole: Kit, worlds: list[World], inputs: int) -> None:
    """Go on so many times from where no page ended."""
    paged = cursors(whole)
    assert len(paged) >= 8
    keys = st.binary(max_size=40).map(cursor_of)
    numbers = st.lists(st.integers(-(2**63), 2**64), max_size=4).map(
        lambda parts: cursor_of(b"\0".join(str(part).encode() for part in parts))
    )
    sizes = st.sampled_from((8, 16, 24, 32)).flatmap(lambda size: st.binary(min_size=size, max_size=size))
    after = st.one_of(keys, numbers, sizes.map(cursor_of), JUNK)

    @settings(many, max_examples=inputs)
    @given(st.one_of(*(worlds[0].messages(cls, only_known=True) for cls in paged)), after, JUNK | st.just(20))
    def gone_on(query: Any, after: Any, limit: Any) -> None:
        names = {field.name for field in attrs.fields(type(query))}
        changes = {"after": after} | ({"limit": limit} if "limit" in names else {})
        message = attrs.evolve(query, **changes)
        with only_typed_errors(message):
            send(whole, SYSTEM, None if message.lobby else worlds[0].community.slug, message)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages, "_tag", lambda *_: b"")  # else most would be refused for being of another list
        gone_on()


def test_idempotency_keys(whole: Kit, worlds: list[World]) -> None:
    keys = st.text(st.characters(exclude_categories=()), max_size=300) | JUNK
    commands = st.sampled_from(
        [CreateThread(kind="question", title=f"{n}?", body="I wonder.") for n in range(3)]
    )

    @many
    @given(keys, commands)
    def keyed(key: Any, command: Any) -> None:
        with (
            only_typed_errors(key),
            whole.session(OWNER, worlds[0].community.slug, idempotency_key=key) as session,
        ):
            session.do(command)

    keyed()


def test_rows_of_an_import(whole: Kit, worlds: list[World]) -> None:
    batches = (ImportMembers, ImportTags, ImportThreads, ImportReplies, ImportVotes)
    rows = {"members", "tags", "posts", "votes"}

    def batch(cls: type[Any]) -> st.SearchStrategy[Any]:
        """A batch whose rows are malformed, rather than itself."""
        return st.builds(_with_rows, instances_of(cls), malformed_messages(_row_of(cls, rows)), st.booleans())

    @many
    @given(st.one_of(*map(batch, batches)) | malformed_messages(st.one_of(*map(instances_of, batches))))
    def taken(message: Any) -> None:
        with only_typed_errors(message):
            send(whole, SYSTEM, worlds[0].community.slug, message)

    taken()


def _row_of(cls: type[Any], names: set[str]) -> st.SearchStrategy[Any]:
    (hint,) = [hint for name, hint in get_type_hints(cls).items() if name in names]
    return instances_of(get_args(hint)[0])


def _with_rows(message: Any, row: Any, twice: bool) -> Any:
    (name,) = {"members", "tags", "posts", "votes"} & {field.name for field in attrs.fields(type(message))}
    return attrs.evolve(message, **{name: (row, *getattr(message, name), *((row,) if twice else ()))})


def test_settings_at_creation_and_later(whole: Kit, worlds: list[World]) -> None:
    known = {
        feature.name: feature.settings for feature in whole.registry.features.values() if feature.settings
    }
    assert known

    def of(name: str, settings: Any) -> st.SearchStrategy[Any]:
        return st.tuples(st.just(name), malformed_payloads(st.just(settings)) | JUNK)

    commands = st.one_of(*(of(name, settings) for name, settings in known.items())) | st.tuples(JUNK, JUNK)
    places = st.integers(0, len(worlds) - 1)

    @many
    @given(commands, places, st.booleans(), st.uuids())
    def wished(command: tuple[Any, Any], place: int, later: bool, slug: UUID) -> None:
        world, (name, values) = worlds[place], command
        message: Any
        if later:
            message = UpdateSettings(name, values)
        else:
            try:
                wanted = {name: values}
            except TypeError:  # no name at all, not even for a dict
                wanted = name
            message = CreateCommunity(
                f"w-{slug}", type=world.community.type, title="W", purpose="P.", care_hours=1, review_on=REVIEW_ON,
                settings=wanted,
            )  # fmt: skip
        with only_typed_errors(message):
            send(whole, OWNER, world.community.slug if later else None, message)

    wished()


# --- a control -----------------------------------------------------------------------------------------------------


@frozen
class Measure(Command[None]):
    """Tell how long a text is; the handler trusts what it must not trust."""

    permission = "club.measure"
    personal = ()

    words: Annotated[str, Text(max=100)]
    values: dict[str, Any]


def test_control_a_handler_that_trusts_its_message_is_noticed(tmp_path: Any) -> None:
    feature = Feature("club.measure", grants={"member": {"club.measure"}})

    @feature.handles(Measure)
    def measure(context: Any, command: Measure) -> None:
        assert len(command.values["length"]) >= 0

    made = CommunityType("club", features=("posts", "club.measure"), post_kinds=FORUM.post_kinds)
    with closing(new_kit("sqlite://", Plugin([feature], [made]))) as kit:
        kit.migrate()
        world = create_world(kit, "club", settings={}, sample_values={}, people=())

        @settings(many, max_examples=200)
        @given(malformed_messages(instances_of(Measure)))
        def sent(message: Any) -> None:
            with only_typed_errors(message):
                send(kit, OWNER, world.community.slug, message)

        with pytest.raises(AssertionError, match="untyped"):
            sent()


@pytest.mark.parametrize("error", [TypeError("no"), KeyError("no"), RecursionError("no")])
def test_control_what_is_not_typed_is_noticed(error: Exception) -> None:
    with (
        pytest.raises(AssertionError, match=f"came out as {type(error).__name__}"),
        only_typed_errors("this"),
    ):
        raise error
