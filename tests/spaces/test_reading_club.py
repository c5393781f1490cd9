"""The proof of composed visibility: one predicate of a plugin holds for all that the core makes of a post.

A reading club hides chapters that the reader has not finished: `tests/spaces/bookclub`, in one page of code. Posts,
replies, reactions, polls, lists, search, notices and mail are the core's, and none of them knows of chapters.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

import pytest
from attrs import evolve

from commkit import Kit, NotFound
from commkit.members import AddMember, Membership
from commkit.notifications import (
    ListInbox,
    ListNotificationPreferences,
    MailMessage,
    MailPort,
    MailSite,
    SetNotificationPreference,
)
from commkit.notifications.records import NotificationChannel
from commkit.posts import (
    AddReaction,
    CountReactions,
    CreatePoll,
    CreateReply,
    ListMemberPosts,
    ListThreads,
    Post,
    ReadPoll,
    ReadPost,
    ReadThread,
    ThreadOrder,
)
from commkit.search import SearchContent
from commkit.testing.conformance import PluginConformance
from commkit.testing.permissions import Fixture, allowed
from commkit.testing.scenario import OTHER
from tests.helpers import ask, assert_refused, do, result_or_error
from tests.notifications.post_office import SITE, Host
from tests.sample import OWNER, create_community
from tests.spaces import bookclub
from tests.spaces.bookclub import FinishChapter, OpenChapter, ReadingClub, reading

Make = Callable[..., Kit]
MOST_LINES = 120


def _chapter(scenario: Any, actor: str) -> Any:
    """A chapter that its opener has finished; the others in the matrix finished earlier ones only."""
    made = scenario.do(actor, OpenChapter(9 if actor == OTHER else 7, "It was the gardener."))
    return made.id


class TestReadingClub(PluginConformance):
    plugin = staticmethod(ReadingClub)
    type = "bookclub"
    sample_values: ClassVar[Any] = {"number": (1, 2, 3)}
    expected_permissions: ClassVar[Any] = {
        "bookclub.finish_chapter": allowed(member="any", system="no"),
        "bookclub.open_chapter": allowed(member="any", system="no", given={"body": "B"}),
        "bookclub.read_chapter": allowed(member="own", system="any", given={"post": Fixture(_chapter)}),
    }


@contextmanager
def without_the_predicate() -> Iterator[None]:
    """The club, with its one `hides` taken away."""
    rules = list(reading.hiding_list)
    reading.hiding_list.clear()
    try:
        yield
    finally:
        reading.hiding_list[:] = rules


def test_without_its_predicate_the_conformance_suite_fails(commkit_kit_factory: Make) -> None:
    check = TestReadingClub().test_every_message_is_permitted_to_whom_it_should_be
    with (
        without_the_predicate(),
        pytest.raises(AssertionError, match=r"bookclub\.read_chapter by member about an"),
    ):
        check(commkit_kit_factory(ReadingClub()))
    check(commkit_kit_factory(ReadingClub()))


def test_it_is_one_page_of_code() -> None:
    folder = Path(bookclub.__file__).parent
    lines = [line for file in folder.rglob("*.py") for line in file.read_text().splitlines()]
    code = [line for line in lines if line.strip() and not line.strip().startswith("#")]
    assert len(code) < MOST_LINES, len(code)


@pytest.fixture
def club(commkit_engine_kit_factory: Make) -> Kit:
    """A club of three, with a chapter that Ada opened, Bob replied to, and Cid has not read."""
    kit = commkit_engine_kit_factory(ReadingClub())
    create_community(kit, type="bookclub", members=("ada", "bob", "cid"))
    for key in ("ada", "bob"):
        do(kit, key, "town", FinishChapter(3))
    return kit


def opened(kit: Kit) -> tuple[Post, Post]:
    made = do(kit, "ada", "town", OpenChapter(3, "The butler did it, @bob and @cid."))
    reply = do(kit, "bob", "town", CreateReply(made.id, "The butler? Never! @cid"))
    do(kit, "bob", "town", AddReaction(made.id, "like"))
    do(kit, "ada", "town", CreatePoll(post=made.id, question="Who?", choices=("butler", "gardener")))
    return made, reply


def answers(kit: Kit, actor: str, thread: Post, reply: Post) -> dict[str, Any]:
    """What the core tells of a chapter."""
    author = thread.author
    assert author is not None
    queries: list[Any] = [
        ReadPost(thread.id),
        ReadPost(reply.id),
        ReadThread(thread.id),
        CountReactions(thread.id),
        ReadPoll(thread.id),
        ListThreads(),
        ListThreads(order=ThreadOrder.ACTIVE),
        ListMemberPosts(author),
    ]
    return {str(query): result_or_error(lambda q=query: ask(kit, actor, "town", q)) for query in queries}  # type: ignore[misc]


def test_nothing_of_a_chapter_reaches_who_is_not_past_it(club: Kit) -> None:
    thread, reply = opened(club)
    for actor in ("cid", OWNER):
        told = answers(club, actor, thread, reply)
        assert "butler" not in str(told)
        assert [one for one in told.values() if not (isinstance(one, tuple) and one[0] is NotFound)] == [
            evolve(one, items=()) for one in told.values() if hasattr(one, "items")
        ]
        assert "butler" not in str(ask(club, actor, "town", ListInbox()))
        for command in (CreateReply(reply.id, "Who?"), AddReaction(thread.id, "like")):
            with assert_refused(NotFound, "runtime.not_found"):
                do(club, actor, "town", command)
    do(club, "cid", "town", FinishChapter(3))
    told = answers(club, "cid", thread, reply)
    assert not [one for one in told.values() if isinstance(one, tuple) and one[0] is NotFound]
    assert str(told).count("butler") > 5


def test_control_without_the_predicate_it_is_told(commkit_kit_factory: Make) -> None:
    with without_the_predicate():
        kit = commkit_kit_factory(ReadingClub())
        create_community(kit, type="bookclub", members=("ada", "bob", "cid"))
        for key in ("ada", "bob"):
            do(kit, key, "town", FinishChapter(3))
        assert "butler" in str(answers(kit, "cid", *opened(kit)))


def test_a_member_who_comes_later_begins_at_the_front(club: Kit) -> None:
    thread, reply = opened(club)
    late: Membership = do(club, OWNER, "town", AddMember("dan"))
    assert late.is_current
    assert "butler" not in str(answers(club, "dan", thread, reply))


class Letters:
    """Keeps the mail that it is given."""

    def __init__(self) -> None:
        self.sent: list[MailMessage] = []

    def send(self, message: MailMessage) -> None:
        """Keep it."""
        self.sent.append(message)


def test_notices_and_mail_follow(commkit_engine_kit_factory: Make) -> None:
    """Cid is mentioned, and would get a mail about each mention; what is sent is what Cid may read."""
    letters = Letters()
    kit = commkit_engine_kit_factory(
        ReadingClub(), ports={MailPort: letters, MailSite: SITE}, identity=Host()
    )
    create_community(kit, type="bookclub", members=("ada", "bob", "cid"))
    do(kit, "bob", "town", FinishChapter(3))
    for key in ("bob", "cid"):
        for kind in ask(kit, key, "town", ListNotificationPreferences()):
            mail = SetNotificationPreference(kind=kind.kind, channel=NotificationChannel.MAIL, enabled=True)
            do(kit, key, "town", mail)
    opened(kit)
    kit.worker().drain()
    for key in ("bob", "cid"):
        inbox = ask(kit, key, "town", ListInbox()).items
        assert bool(inbox) is (key == "bob")
    assert "butler" not in str([mail for mail in letters.sent if mail.to == "cid@example.org"])


def test_search_follows(club: Kit) -> None:
    thread, _ = opened(club)
    club.worker().drain()
    assert ask(club, "cid", "town", SearchContent("butler")).hits == ()
    for key in ("bob", "cid"):
        do(club, key, "town", FinishChapter(3))
        assert thread.id in {hit.object for hit in ask(club, key, "town", SearchContent("butler")).hits}
