"""Edits that are made in the name of somebody else, by features in which edits are decided on."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from attrs import evolve, frozen

from commkit import Command, CommunityType, Conflict, Feature, Invalid, Kit, MemberId, hookimpl
from commkit.posts import (
    CreateThread,
    EditPost,
    ListRevisions,
    MadeWith,
    Post,
    PostId,
    ReadPost,
    RemovePost,
    perform_edit,
)
from tests.helpers import ask, assert_invalid, assert_refused, do, emitted_facts, member_id
from tests.sample import FORUM, create_community

proofs = Feature("proofs.reading", requires=("posts",))


@frozen(kw_only=True)
class Correct(Command[Post]):
    """Correct a post in somebody's name."""

    permission = "proofs.correct"
    granted_to = "member"
    personal = ("title", "body")

    post: PostId
    version: int
    title: str | None = None
    body: str | None = None
    tags: tuple[str, ...] | None = None
    edited_by: MemberId
    by_agent: bool = False


@proofs.handles(Correct)
def correct(context, command):  # type: ignore[no-untyped-def]
    edit = EditPost(
        post=command.post,
        version=command.version,
        title=command.title,
        body=command.body,
        tags=command.tags,
        reason="Spelling.",
    )
    post = context.get(Post, command.post)
    return perform_edit(context, post, edit, written_by=command.edited_by, by_agent=command.by_agent)


class Proofs:
    @hookimpl
    def commkit_features(self) -> Iterable[Feature]:
        yield proofs

    @hookimpl
    def commkit_types(self) -> Iterable[CommunityType]:
        yield evolve(FORUM, features=("posts", "proofs.reading"))


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Kit]:
    with closing(Kit(f"sqlite:///{tmp_path / 'town.db'}", plugins=[Proofs()])) as kit:
        kit.migrate()
        create_community(kit, members=["ada", "bob", "cid"])
        yield kit


@pytest.fixture
def asked(town: Kit) -> Post:
    command = CreateThread(kind="question", title="Wy?", body="I wonder.", tags=("a",))
    return do(town, "ada", "town", command)


def test_the_revision_names_who_wrote_the_edit_and_not_who_made_it(town: Kit, asked: Post) -> None:
    cid = member_id(town, "cid")
    command = Correct(
        post=asked.id, version=1, title="Why?", body="I wonder, @bob.", tags=("b",), edited_by=cid
    )
    facts = emitted_facts(town, "bob", "town", command)
    assert [fact.name for fact in facts] == ["posts.edited"]  # bob made it: nobody tells him that he is named
    found = ask(town, "bob", "town", ReadPost(asked.id))
    assert (found.title, found.body, found.tags, found.version) == ("Why?", "I wonder, @bob.", ("b",), 2)
    assert found.author == asked.author
    (before,) = ask(town, "bob", "town", ListRevisions(asked.id)).items
    assert (before.title, before.edited_by, before.reason) == ("Wy?", cid, "Spelling.")


def test_what_is_left_out_stays(town: Kit, asked: Post) -> None:
    edited = do(town, "bob", "town", Correct(post=asked.id, version=1, edited_by=member_id(town, "cid")))
    assert (edited.title, edited.body, edited.tags) == (asked.title, asked.body, asked.tags)


def test_what_an_agent_wrote_is_assisted(town: Kit, asked: Post) -> None:
    command = Correct(post=asked.id, version=1, edited_by=member_id(town, "cid"), by_agent=True)
    assert do(town, "bob", "town", command).made_with is MadeWith.ASSISTED


def test_an_edit_of_an_older_version_and_of_a_removed_post_is_refused(town: Kit, asked: Post) -> None:
    cid = member_id(town, "cid")
    do(town, "ada", "town", EditPost(post=asked.id, version=1, body="I wonder why."))
    with assert_refused(Conflict, "posts.stale"):
        do(town, "bob", "town", Correct(post=asked.id, version=1, body="I wondered.", edited_by=cid))
    do(town, "ada", "town", RemovePost(asked.id))
    with assert_refused(Conflict, "posts.stale"):
        do(town, "owner", "town", Correct(post=asked.id, version=2, body="I wondered.", edited_by=cid))


def test_it_checks_what_an_edit_checks(town: Kit, asked: Post) -> None:
    cid = member_id(town, "cid")
    with assert_invalid(title="blank"):
        do(town, "bob", "town", Correct(post=asked.id, version=1, title=" ", edited_by=cid))
    with pytest.raises(Invalid):
        do(town, "bob", "town", Correct(post=asked.id, version=1, tags=("a b c !",) * 9, edited_by=cid))
