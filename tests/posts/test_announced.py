"""Whatever happens to posts, each reader is told of enough facts to know which views to ask again.

A client that follows a community live keeps the views that it shows. It asks a list again when it hears of posts or
spaces, and the page of a thread when it hears of something that the page names.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from commkit import Command, CommkitError, Fact, Kit, Query
from commkit.members import AssignRole, JoinCommunity
from commkit.posts import (
    AddReaction,
    ClosePoll,
    CreatePoll,
    CreateReply,
    CreateThread,
    DisableWiki,
    EditPost,
    EnableWiki,
    ListPinnedThreads,
    ListPopularTags,
    ListTagRules,
    LockThread,
    MergeTags,
    MergeThreads,
    MovePost,
    MoveThread,
    PinThread,
    Post,
    RemovePost,
    RemoveReaction,
    ReserveTag,
    RestorePost,
    RetractPollVote,
    SplitThread,
    UnlockThread,
    UnpinThread,
    UpdatePostState,
    ViewThread,
    ViewThreads,
    VoteInPoll,
)
from commkit.runtime.model.ids import CommunityId, MemberId
from commkit.spaces import AddSpaceMember, CreateSpace, SpaceId
from tests.helpers import do
from tests.sample import OWNER, create_community, new_kit

ADA, BOB, EVE, STEWARD = "ada", "bob", "eve", "stella"
READERS = (ADA, BOB, EVE, STEWARD, OWNER, None)
_number = count()


class Town:
    """A community with an open space and one that only Ada and Bob are in, and the posts that were written there."""

    def __init__(self, kit: Kit) -> None:
        self.kit = kit
        self.place = f"town-{next(_number)}"
        create_community(kit, self.place, members=(ADA, BOB, EVE, STEWARD))
        members = {key: self._member(key) for key in (ADA, BOB, STEWARD)}
        self.send(OWNER, AssignRole(members[STEWARD], "steward"))
        hall = do(kit, OWNER, self.place, CreateSpace("hall", "Hall"))
        den = do(kit, OWNER, self.place, CreateSpace("den", "Den", private=True))
        for key in (ADA, BOB):
            self.send(OWNER, AddSpaceMember(den.id, members[key]))
        self.spaces: list[SpaceId | None] = [None, hall.id, den.id]
        self.posts: list[Post] = []

    def _member(self, key: str) -> MemberId:
        with self.kit.session(key, self.place, read_only=True) as session:
            return session.member

    def send(self, actor: str, command: Command[Any]) -> list[Fact]:
        """The facts of a command; none where it was refused."""
        try:
            with self.kit.session(actor, self.place) as session:
                made = session.do(command)
                if isinstance(made, Post) and all(post.id != made.id for post in self.posts):
                    self.posts.append(made)
                return list(session.facts)
        except CommkitError:
            return []

    def told(self, reader: str | None, facts: list[Fact]) -> list[tuple[str, dict[str, Any]]]:
        """The names and fields of the facts that a reader is told of."""
        with self.kit.session(reader, self.place, read_only=True) as session:
            found = session.visible_facts(facts)
        return [(fact.name, fields) for fact, fields in zip(facts, found, strict=True) if fields is not None]

    def views(self, reader: str | None) -> dict[str, str]:
        """What a reader sees, as JSON: lists by their names, pages of threads by the ids of these."""
        with self.kit.session(reader, self.place, read_only=True) as session:

            def answer(query: Query[Any]) -> str:
                try:
                    return json.dumps(self.kit.dump(session.ask(query)))
                except CommkitError as error:
                    return error.code

            lists: list[Query[Any]] = [ViewThreads(rendered=False), ListPopularTags(), ListTagRules()]
            lists += [ListPinnedThreads(space=space) for space in self.spaces]
            pages = {str(post.id): ViewThread(post.id, rendered=False) for post in self.posts}
            return {f"list {n}": answer(q) for n, q in enumerate(lists)} | {
                id: answer(query) for id, query in pages.items()
            }


def to_ask_again(views: dict[str, str], told: list[tuple[str, dict[str, Any]]]) -> set[str]:
    """Which of the views that a client has it asks again when it is told of these facts."""
    found: set[str] = set()
    for name, fields in told:
        if name.startswith(("posts.", "spaces.", "members.")):
            found |= {view for view in views if view.startswith("list")}
        ids = set(_ids(fields))
        found |= {view for view, text in views.items() if view in ids or any(id in text for id in ids)}
        if "before" in fields and "thread" not in fields and fields["before"] is None:
            found |= {view for view, text in views.items() if '"space": null' in text}
    return found


def _ids(fields: dict[str, Any]) -> Iterator[str]:
    for name, value in fields.items():
        for text in value if isinstance(value, list) else [value]:
            if name not in ("id", "community", "actor", "at") and _is_id(text):
                yield text


def _is_id(text: object) -> bool:
    try:
        return bool(UUID(str(text)))
    except ValueError:
        return False


Pick = Callable[[Town, int, int], Command[Any] | None]


def _post(town: Town, number: int) -> Post:
    return town.posts[number % len(town.posts)]


def _edit(town: Town, a: int, b: int) -> Command[Any]:
    return EditPost(post=_post(town, a).id, version=1 + b % 2, body=f"Edited {b}.")


ACTIONS: dict[str, Pick] = {
    "thread": lambda town, a, b: CreateThread(
        kind="question",
        title=f"Question {a}",
        body="Why?",
        tags=("red", "blue")[: b % 3],
        space=town.spaces[a % 3],
    ),
    "reply": lambda town, a, b: CreateReply(_post(town, a).id, f"Reply {b}."),
    "edit": _edit,
    "remove": lambda town, a, b: RemovePost(_post(town, a).id, "rude"),
    "restore": lambda town, a, b: RestorePost(_post(town, a).id),
    "react": lambda town, a, b: AddReaction(_post(town, a).id, ("up", "heart")[b % 2]),
    "unreact": lambda town, a, b: RemoveReaction(_post(town, a).id, ("up", "heart")[b % 2]),
    "state": lambda town, a, b: UpdatePostState(_post(town, a).id, ("open", "closed", "solved")[b % 3]),
    "pin": lambda town, a, b: PinThread(_post(town, a).id),
    "unpin": lambda town, a, b: UnpinThread(_post(town, a).id),
    "lock": lambda town, a, b: LockThread(_post(town, a).id),
    "unlock": lambda town, a, b: UnlockThread(_post(town, a).id),
    "wiki": lambda town, a, b: EnableWiki(_post(town, a).id),
    "no wiki": lambda town, a, b: DisableWiki(_post(town, a).id),
    "move": lambda town, a, b: MoveThread(_post(town, a).id, town.spaces[b % 3]),
    "move reply": lambda town, a, b: MovePost(_post(town, a).id, _post(town, b).id),
    "merge": lambda town, a, b: MergeThreads(_post(town, a).id, _post(town, b).id),
    "split": lambda town, a, b: SplitThread(_post(town, a).id, kind="question", title="Another"),
    "poll": lambda town, a, b: CreatePoll(
        post=_post(town, a).id, question="Which?", choices=("this", "that")
    ),
    "vote": lambda town, a, b: VoteInPoll(_post(town, a).id, choices=(b % 2,)),
    "no vote": lambda town, a, b: RetractPollVote(_post(town, a).id),
    "close poll": lambda town, a, b: ClosePoll(_post(town, a).id),
    "merge tags": lambda town, a, b: MergeTags("red", "blue"),
    "reserve": lambda town, a, b: ReserveTag("blue"),
}
STEPS = st.lists(
    st.tuples(
        st.sampled_from(sorted(ACTIONS)),
        st.sampled_from([ADA, BOB, EVE, STEWARD, OWNER]),
        st.integers(0, 1_000),
        st.integers(0, 1_000),
    ),
    min_size=8,
    max_size=25,
)


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kit]:
    with closing(new_kit(f"sqlite:///{tmp_path_factory.mktemp('announced') / 'town.db'}")) as made:
        made.migrate()
        yield made


def unannounced(town: Town, steps: list[tuple[str, str, int, int]], leave_out: str = "") -> list[str]:
    """Views that changed for readers who were not told of a fact by which they would ask them again."""
    missed = []
    for name, actor, a, b in [("thread", ADA, 0, 0), ("thread", ADA, 2, 1), ("reply", BOB, 0, 0), *steps]:
        before = {reader: town.views(reader) for reader in READERS}
        command = ACTIONS[name](town, a, b)
        facts = [fact for fact in town.send(actor, command) if fact.name != leave_out] if command else []
        for reader in READERS:
            after, had = town.views(reader), before[reader]
            known = {view: had.get(view, "") for view in after}
            asked = to_ask_again(known, town.told(reader, facts))
            missed += [
                f"{name} by {actor}: {reader} sees {view} changed, told {town.told(reader, facts)}"
                for view, text in after.items()
                if view in had and had[view] != text and view not in asked
            ]
    return missed


@pytest.mark.slow
@given(STEPS)
@settings(
    max_examples=10,
    phases=(Phase.explicit, Phase.generate),  # a step costs hundreds of statements: no time to shrink
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_every_change_of_a_view_is_announced_to_its_readers(kit: Kit, steps: list[Any]) -> None:
    assert unannounced(Town(kit), steps) == []


EACH = [
    (name, actor, a, b)
    for name in sorted(ACTIONS)
    for actor, a, b in ((OWNER, 2, 1), (OWNER, 1, 2), (ADA, 0, 1))
]


def test_every_action_once(kit: Kit) -> None:
    assert unannounced(Town(kit), [("reply", EVE, 0, 0), *EACH]) == []


@pytest.mark.parametrize(
    ("steps", "fact"),
    [
        ([("remove", OWNER, 0, 0)], "posts.removed"),
        ([("move", OWNER, 0, 2)], "posts.thread_moved"),
        ([("react", BOB, 0, 0)], "posts.reaction_added"),
    ],
)
def test_control_a_change_that_is_not_told_is_noticed(kit: Kit, steps: list[Any], fact: str) -> None:
    assert unannounced(Town(kit), steps, leave_out=fact) != []


def test_who_loses_sight_of_a_thread_is_told_of_the_place_alone(kit: Kit) -> None:
    town = Town(kit)
    town.send(ADA, CreateThread(kind="question", title="Open", body="Why?", space=town.spaces[1]))
    facts = town.send(OWNER, MoveThread(town.posts[0].id, town.spaces[2]))
    for reader in (EVE, None):
        ((name, fields),) = town.told(reader, facts)
        assert name == "posts.thread_moved"
        assert set(fields) == {"id", "community", "at", "before"}
        assert fields["before"] == str(town.spaces[1])
    assert str(town.posts[0].id) in str(town.told(BOB, facts))


def test_what_happens_inside_is_told_inside(kit: Kit) -> None:
    town = Town(kit)
    den = town.spaces[2]
    facts = town.send(ADA, CreateThread(kind="question", title="Inside", body="Why?", space=den))
    facts += town.send(BOB, CreateReply(town.posts[0].id, "Because."))
    facts += town.send(ADA, RemovePost(town.posts[0].id))
    told = {reader: [name for name, _ in town.told(reader, facts)] for reader in READERS}
    assert [name for name in told[EVE] if name.startswith("posts.")] == []
    assert [name for name in told[None] if name.startswith("posts.")] == []
    assert "posts.removed" in told[BOB]


def test_joining_is_told(kit: Kit) -> None:
    town = Town(kit)
    facts = town.send("newcomer", JoinCommunity())
    assert [name for name, _ in town.told(None, facts)] == ["members.joined"]
    assert CommunityId(UUID(town.told(None, facts)[0][1]["community"]))
