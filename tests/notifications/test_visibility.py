"""Never told what one may not see: whatever is taken down, inbox, counts, mails and digests hold none of it."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commkit import CommkitError, Kit
from commkit.communities import UpdateCommunity
from commkit.communities.records import Visibility
from commkit.members import LeaveCommunity
from commkit.notifications import (
    CountUnread,
    DigestFrequency,
    ListInbox,
    ListWatches,
    SetDigestPreference,
    WatchCommunity,
    WatchLevel,
)
from commkit.posts import CreateReply, Post, RemovePost, RestorePost
from commkit.testing.clock import ManualClock
from commkit.testing.contexts import context_of
from tests.helpers import ask, do
from tests.notifications.conftest import START
from tests.notifications.post_office import Host, PostOffice, ports
from tests.notifications.setup import Bells, question, ring
from tests.sample import create_community, new_kit

DEEDS = st.lists(
    st.tuples(st.sampled_from(["ask", "reply", "ring", "remove", "restore", "work"]), st.integers(0, 5)),
    min_size=3,
    max_size=12,
)


@pytest.fixture
def towns(sqlite_url: str, clock: ManualClock, office: PostOffice) -> Iterator[Kit]:
    """A Kit in which each example founds a town of its own."""
    kit = new_kit(sqlite_url, Bells(), clock=clock, identity=Host(), ports=ports(office))
    with closing(kit):
        yield kit


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
def test_nobody_is_notified_of_hidden_objects(
    towns: Kit, office: PostOffice, clock: ManualClock, deeds: list[tuple[str, int]]
) -> None:
    place = f"town-{uuid4().hex}"
    create_community(towns, place, type="tower", members=("ada", "bob"))
    do(towns, "ada", place, WatchCommunity(level=WatchLevel.WATCHING))
    do(towns, "ada", place, SetDigestPreference(frequency=DigestFrequency.DAILY))
    posts: list[tuple[Post, str]] = []
    for deed, number in deeds:
        chosen = posts[number % len(posts)][0] if posts else None
        if deed == "ask" or (deed == "reply" and chosen is None):
            word = f"word{uuid4().hex}"
            posts.append((question(towns, "bob", place=place, title=word, body=word), word))
        elif deed == "work":
            office.mails.clear()
            towns.worker().drain()
            hidden = [word for post, word in posts if not visible(towns, place, post)]
            sent = "".join(str(mail) for mail in office.mails)
            assert not [word for word in hidden if word in sent]
        elif chosen is not None:
            attempt(towns, place, deed, chosen, posts)
    seen = [post.id for post, _ in posts if visible(towns, place, post)]
    towns.worker().drain()
    inbox = ask(towns, "ada", place, ListInbox(limit=100)).items
    unread = ask(towns, "ada", place, CountUnread()).unread
    assert {notification.object for notification in inbox} <= set(seen)
    assert unread == len(inbox)
    threads = {watch.target for watch in ask(towns, "bob", place, ListWatches(limit=100)).items}
    assert threads <= {id.hex for id in seen}
    office.mails.clear()
    clock.advance(timedelta(days=1))
    towns.worker().drain()
    digests = "".join(str(mail) for mail in office.mails)
    assert not [word for post, word in posts if post.id not in seen and word in digests]


def attempt(kit: Kit, place: str, deed: str, post: Post, posts: list[tuple[Post, str]]) -> None:
    """Do something to a post, if it can be done."""
    try:
        if deed == "reply":
            word = f"word{uuid4().hex}"
            posts.append((do(kit, "bob", place, CreateReply(parent=post.id, body=word)), word))
        elif deed == "ring":
            ring(kit, "ada", about=post, kind="bells.mailed", place=place)
        elif deed == "remove":
            do(kit, "owner", place, RemovePost(post.id))
        elif deed == "restore":
            do(kit, "owner", place, RestorePost(post.id))
    except CommkitError as error:
        if not error.code.startswith(("posts.", "runtime.not_found")):
            raise


def visible(kit: Kit, place: str, post: Post) -> bool:
    with kit.session("ada", place, read_only=True) as session:
        try:
            context_of(session).get(Post, post.id)
        except CommkitError:
            return False
    return True


def test_a_former_member_of_a_secret_community_gets_nothing_of_it(
    towns: Kit, office: PostOffice, clock: ManualClock
) -> None:
    create_community(towns, "lodge", type="tower", members=("ada",))
    do(towns, "owner", "lodge", UpdateCommunity(visibility=Visibility.SECRET, version=1))
    post = question(towns, place="lodge")
    ring(towns, "ada", about=post, kind="bells.mailed", place="lodge")
    do(towns, "ada", "lodge", LeaveCommunity())
    clock.advance_to(START + timedelta(hours=1))
    towns.worker().drain()
    assert office.mails == []


def test_control_a_visible_object_is_notified(towns: Kit, office: PostOffice) -> None:
    # The same mail goes out where the post stands: the tests above would catch its word.
    create_community(towns, "open", type="tower", members=("ada",))
    post = question(towns, place="open", title="word in the open")
    ring(towns, "ada", about=post, kind="bells.mailed", place="open")
    towns.worker().drain()
    assert ["word in the open" in str(mail) for mail in office.mails] == [True]
