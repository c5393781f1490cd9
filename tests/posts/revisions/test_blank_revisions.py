"""Texts of revisions that a feature takes away, because what they said is retracted."""

from collections.abc import Iterable, Iterator
from contextlib import closing, suppress

import pytest
from attrs import evolve, frozen

from commkit import Command, CommunityType, Feature, Kit, hookimpl
from commkit.posts import (
    CompareRevisions,
    CreateThread,
    EditPost,
    ListRevisions,
    Post,
    PostId,
    ReadPost,
    blank_revisions,
)
from tests.helpers import ask, do, member_id
from tests.sample import FORUM, create_community

retracting = Feature("proofs.retracting", requires=("posts",))


@frozen
class Retract(Command[int]):
    """Take away what a post said before."""

    permission = "proofs.retract"
    granted_to = "member"

    post: PostId


@retracting.handles(Retract)
def retract(context, command):  # type: ignore[no-untyped-def]
    return blank_revisions(context, context.get(Post, command.post).id)


class Proofs:
    @hookimpl
    def commkit_features(self) -> Iterable[Feature]:
        yield retracting

    @hookimpl
    def commkit_types(self) -> Iterable[CommunityType]:
        yield evolve(FORUM, features=("posts", "proofs.retracting"))


@pytest.fixture
def town(url: str) -> Iterator[Kit]:
    with closing(Kit(url, plugins=[Proofs()])) as kit:
        create_community(kit, members=["ada", "bob"])
        yield kit


def _edited(town: Kit) -> Post:
    asked = do(town, "ada", "town", CreateThread(kind="question", title="Why?", body="Zephyr one."))
    do(town, "ada", "town", EditPost(post=asked.id, version=1, title="Why so?", body="Zephyr two."))
    return do(
        town, "ada", "town", EditPost(post=asked.id, version=2, body="Nothing.", reason="It was wrong.")
    )


def test_the_texts_are_gone_and_who_edited_them_when_and_why_stays(town: Kit) -> None:
    post, other = _edited(town), _edited(town)
    before = ask(town, "bob", "town", ListRevisions(post.id)).items
    assert do(town, "bob", "town", Retract(post.id)) == 2
    after = ask(town, "bob", "town", ListRevisions(post.id)).items
    assert after == tuple(evolve(each, body="") for each in before)
    assert {each.edited_by for each in after} == {member_id(town, "ada")}
    assert ask(town, "bob", "town", ReadPost(post.id)).body == "Nothing."
    assert "Zephyr" not in str(ask(town, "bob", "town", CompareRevisions(post.id, 1)))
    assert "Zephyr" in str(ask(town, "bob", "town", ListRevisions(other.id)))


def test_what_was_never_edited_has_none(town: Kit) -> None:
    asked = do(town, "ada", "town", CreateThread(kind="question", title="Why?", body="Zephyr."))
    assert do(town, "bob", "town", Retract(asked.id)) == 0
    assert ask(town, "bob", "town", ReadPost(asked.id)).body == "Zephyr."


def test_it_is_undone_with_its_transaction(town: Kit) -> None:
    post = _edited(town)
    with suppress(ZeroDivisionError), town.session("bob", "town") as session:
        session.do(Retract(post.id))
        raise ZeroDivisionError
    assert "Zephyr one." in str(ask(town, "bob", "town", ListRevisions(post.id)))
