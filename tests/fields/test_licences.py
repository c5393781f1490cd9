"""The licence of a post: chosen when it is published, and never another one afterwards."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commkit import SYSTEM, ChoiceField, CommunityType, Kit, Licence, LicenceField, PluginError, PostKind
from commkit.adapters.feeds import FeedSource, read_feed
from commkit.adapters.feeds.atom import write_atom
from commkit.adapters.feeds.json_feed import write_json_feed
from commkit.adapters.feeds.rss import write_rss
from commkit.adapters.search_engines import place_of, thread_data, thread_head
from commkit.communities import ReadCommunity, Site
from commkit.fields import ListByField, ReadFields, ReadLicences
from commkit.posts import (
    CreateDraft,
    CreateReply,
    CreateThread,
    EditPost,
    MergeThreads,
    Post,
    PublishDraft,
    ViewThread,
)
from commkit.privacy import ErasePerson, ExportPerson
from tests.helpers import ask, assert_invalid, do
from tests.sample import OWNER, create_community, new_kit

URL = "https://licences.example/{}/"
OPEN, FREE, OLD = (Licence(spdx, spdx, URL.format(spdx)) for spdx in ("CC-BY-SA-4.0", "CC0-1.0", "CC-BY-2.5"))
OLD = evolve(OLD, offered=False)
LICENCE = LicenceField("licence", licences=(OPEN, FREE, OLD), default=OPEN.spdx, filterable=True)


def club(licence: LicenceField = LICENCE) -> CommunityType:
    kinds = (
        PostKind(name="question", opens=True, replies=("answer",), fields=(licence,)),
        PostKind(name="answer", fields=(evolve(licence, default=FREE.spdx),)),
        PostKind(name="story", opens=True),
    )
    return CommunityType("club", post_kinds=kinds)


@pytest.fixture
def kit(url: str) -> Iterator[Kit]:
    with closing(new_kit(url, types=(club(),))) as made:
        create_community(made, type="club", members=["ada", "bob"])
        yield made


def publish(kit: Kit, licence: str | None = None, kind: str = "question") -> Post:
    fields: dict[str, Any] = {} if licence is None else {"licence": licence}
    return do(kit, "ada", "town", CreateThread(kind=kind, title="Why?", body="So.", fields=fields))


def licence_of(kit: Kit, post: Post) -> Licence | None:
    found = ask(kit, "bob", "town", ReadLicences((post.id,)))
    return found[0].licence if found else None


def test_a_post_has_the_licence_that_its_author_chose_or_else_the_default_of_its_kind(kit: Kit) -> None:
    question, free, story = publish(kit), publish(kit, FREE.spdx), publish(kit, kind="story")
    answer = do(kit, "bob", "town", CreateReply(question.id, "So."))
    drafted = do(
        kit,
        "ada",
        "town",
        CreateDraft(kind="question", title="Why?", body="So.", fields={"licence": FREE.spdx}),
    )
    published = do(kit, "ada", "town", PublishDraft(drafted.id))
    posts = (question, free, answer, published, story)
    assert [licence_of(kit, post) for post in posts] == [OPEN, FREE, FREE, FREE, None]
    chosen_none = do(
        kit,
        "ada",
        "town",
        CreateThread(kind="question", title="Why?", body="So.", fields={"licence": None}),
    )
    assert licence_of(kit, chosen_none) == OPEN
    listed = ListByField(subject="post", field="licence", equals=FREE.spdx)
    assert {each.id for each in ask(kit, "bob", "town", listed).items} == {free.id, answer.id, published.id}
    nothing = ListByField(subject="post", field="licence", equals=OLD.spdx)
    assert not ask(kit, "bob", "town", nothing).items  # it may be asked for, though nobody may choose it


@pytest.mark.parametrize("licence", [OLD.spdx, "cc0-1.0", "GPL-2.0-only", "", 1])
def test_what_is_not_offered_is_refused(kit: Kit, licence: Any) -> None:
    with assert_invalid(**{"fields.licence": "not_a_choice"}):
        publish(kit, licence)


@pytest.mark.parametrize("licence", [OPEN.spdx, FREE.spdx, None, "no such licence"])
def test_no_edit_changes_it(kit: Kit, licence: str | None) -> None:
    post = publish(kit)
    with assert_invalid(**{"fields.licence": "fixed"}):
        do(kit, "ada", "town", EditPost(post=post.id, version=1, fields={"licence": licence}))
    do(kit, "ada", "town", EditPost(post=post.id, version=1, body="Else."))
    assert licence_of(kit, post) == OPEN


def test_neither_another_default_nor_an_erasure_nor_a_merge_changes_it(url: str) -> None:
    with closing(new_kit(url, types=(club(),))) as kit:
        create_community(kit, type="club", members=["ada", "bob"])
        before, merged = publish(kit), publish(kit)
        answer = do(kit, "ada", "town", CreateReply(before.id, "So."))
    other = evolve(LICENCE, default=FREE.spdx, licences=(FREE, evolve(OPEN, offered=False)))
    with closing(new_kit(url, types=(club(other),))) as kit:
        after = publish(kit)
        assert [licence_of(kit, post) for post in (before, after)] == [evolve(OPEN, offered=False), FREE]
        assert OPEN.spdx in str(ask(kit, SYSTEM, None, ExportPerson("ada")))
        do(kit, OWNER, "town", MergeThreads(merged.id, after.id))
        do(kit, SYSTEM, None, ErasePerson("ada"))
        kept = [licence_of(kit, post) for post in (before, merged, answer, after)]
        assert [licence and licence.spdx for licence in kept] == [OPEN.spdx, OPEN.spdx, FREE.spdx, FREE.spdx]


def test_one_that_is_not_declared_any_more_is_still_told_by_its_identifier(url: str) -> None:
    with closing(new_kit(url, types=(club(),))) as kit:
        create_community(kit, type="club", members=["ada", "bob"])
        post = publish(kit, FREE.spdx)
    fewer = evolve(LICENCE, licences=(OPEN,))
    kinds = tuple(evolve(kind, fields=(fewer,) if kind.fields else ()) for kind in club().post_kinds)
    with closing(new_kit(url, types=(CommunityType("club", post_kinds=kinds),))) as kit:
        assert licence_of(kit, post) is None
        assert ask(kit, "bob", "town", ReadFields("post", (post.id,)))[0].values == {"licence": FREE.spdx}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from((OPEN, FREE)), st.lists(st.sampled_from((None, OPEN.spdx, FREE.spdx, "x")), max_size=4)
)
def test_a_licence_is_never_another_one_than_at_first(
    kit: Kit, chosen: Licence, edits: list[str | None]
) -> None:
    post = publish(kit, chosen.spdx)
    for value in edits:
        with assert_invalid(**{"fields.licence": "fixed"}):
            do(kit, "ada", "town", EditPost(post=post.id, version=1, fields={"licence": value}))
    assert licence_of(kit, post) == chosen


def test_pages_and_feeds_tell_it(kit: Kit) -> None:
    question, story = publish(kit, FREE.spdx), publish(kit, kind="story")
    do(kit, "bob", "town", CreateReply(question.id, "So."))
    place = place_of(kit, ask(kit, "bob", "town", ReadCommunity()))
    page = ask(kit, "bob", "town", ViewThread(question.id))
    assert f'<link rel="license" href="{FREE.url}">' in thread_head(place, page)
    data = thread_data(place, page)
    assert (data["license"], data["comment"][0]["license"]) == (FREE.url, FREE.url)
    bare = ask(kit, "bob", "town", ViewThread(story.id))
    assert "license" not in thread_head(place, bare) + str(thread_data(place, bare))
    with kit.session("bob", "town", read_only=True) as session:
        feed = read_feed(session, FeedSource("community"), site=Site(), self_url="https://feeds.example/")
    assert [entry.licence for entry in feed.entries] == ["", FREE.url]
    for document in (write_atom(feed), write_rss(feed), write_json_feed(feed)):
        assert document.decode().count(FREE.url) == 1
    assert f'<link rel="license" href="{FREE.url}"'.encode() in write_atom(feed)


@pytest.mark.parametrize(
    ("field", "words"),
    [
        (LicenceField("licence", licences=(OPEN,)), "licences that are offered"),
        (LicenceField("licence", licences=(OPEN, OLD), default=OLD.spdx), "licences that are offered"),
        (LicenceField("licence", licences=(), default="MIT"), "1 to 200"),
        (LicenceField("licence", licences=(OPEN, OPEN), default=OPEN.spdx), "twice"),
        (LicenceField("licence", licences=(Licence("CC BY", "CC", OPEN.url),), default="CC BY"), "SPDX"),
        (LicenceField("licence", licences=(evolve(OPEN, url="ours"),), default=OPEN.spdx), "address"),
        (LicenceField("licence", licences=(evolve(OPEN, name=""),), default=OPEN.spdx), "a name"),
        (LicenceField("licence", licences=(OPEN,), default=OPEN.spdx, fixed=False), "fixed"),
        (LicenceField("licence", licences=(OPEN,), default=OPEN.spdx, personal=True), "personal"),
        (ChoiceField("licence", choices=("a", "b"), default="c"), "one of the choices"),
    ],
)
def test_what_cannot_be_is_refused(field: Any, words: str) -> None:
    with pytest.raises(PluginError, match=words):
        Kit(
            "sqlite://",
            types=[CommunityType("x", post_kinds=(PostKind(name="q", opens=True, fields=(field,)),))],
        )


@pytest.mark.parametrize(
    ("subject", "field", "words"),
    [
        ("event", LICENCE, "only posts"),
        ("member", LICENCE, "only posts"),
        ("member", ChoiceField("os", choices=("a",), default="a"), "whenever they like"),
        ("member", ChoiceField("os", choices=("a",), fixed=True), "whenever they like"),
    ],
)
def test_what_would_be_ignored_is_refused(subject: str, field: Any, words: str) -> None:
    with pytest.raises(PluginError, match=words):
        Kit("sqlite://", types=[CommunityType("x", fields={subject: (field,)})])


def test_a_post_has_one_licence_and_one_sort_of_field(kit: Kit) -> None:
    two = PostKind(name="q", opens=True, fields=(LICENCE, evolve(LICENCE, name="other")))
    with pytest.raises(PluginError, match="two licences"):
        Kit("sqlite://", types=[CommunityType("x", post_kinds=(two,))])
    mine = ChoiceField("licence", choices=("mine",), filterable=True)
    for other in (mine, evolve(LICENCE, licences=(OPEN,))):
        kinds = (
            PostKind(name="q", opens=True, fields=(LICENCE,)),
            PostKind(name="a", fields=(other,)),
        )
        with pytest.raises(PluginError, match="in two ways"):
            Kit("sqlite://", types=[CommunityType("x", post_kinds=kinds)])
