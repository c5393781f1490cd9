"""Hostile texts in every field of posts: stored as documented, or refused by a typed error without any change."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from commkit import Kit
from commkit.communities import (
    ArchiveCommunity,
    CreateCommunity,
    ReadCommunity,
    ReopenCommunity,
    UpdateCommunity,
)
from commkit.members import AddMember, CreateInvitation, LiftRestriction, ReadMember, RestrictMember
from commkit.posts import (
    AddReaction,
    CreateReply,
    CreateThread,
    EditPost,
    ListPopularTags,
    ListRevisions,
    ListThreads,
    Post,
    ReadPost,
    ReadThread,
    RemovePost,
    UpdatePostState,
)
from commkit.posts.tags.policy import normalize_tag
from commkit.testing.snapshots import differences, snapshot
from tests.helpers import ask, assert_counters_hold, do
from tests.hostile_texts import HOSTILE, accepted, cleaned
from tests.sample import OWNER, REVIEW_ON, create_community


@pytest.fixture
def town(kit: Kit) -> Kit:
    create_community(kit, members=["ada"])
    return kit


def all_fields(kit: Kit, opening: Post, text: str) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Every field of text, with a function that sends a text in it and reads it back."""
    with kit.session("ada", "town") as session:
        ada = session.member

    def publish(**fields: Any) -> Post:
        made = do(
            kit, "ada", "town", CreateThread(**({"kind": "question", "title": "T", "body": "B"} | fields))
        )
        return ask(kit, "ada", "town", ReadPost(made.id))

    def edit() -> str:
        seen = ask(kit, "ada", "town", ReadPost(opening.id)).version
        do(kit, "ada", "town", EditPost(post=opening.id, version=seen, reason=text))
        return ask(kit, "ada", "town", ListRevisions(opening.id)).items[-1].reason

    def restrict() -> str:
        do(kit, OWNER, "town", RestrictMember(ada, "silenced", text))
        reason = ask(kit, OWNER, "town", ReadMember(ada)).restriction_reason
        do(kit, OWNER, "town", LiftRestriction(ada))
        return reason

    def archive() -> None:
        do(kit, OWNER, "town", ArchiveCommunity(text))
        do(kit, OWNER, "town", ReopenCommunity())

    def amend() -> tuple[str, str]:
        seen = ask(kit, OWNER, "town", ReadCommunity()).version
        made = do(kit, OWNER, "town", UpdateCommunity(version=seen, purpose=text))
        return made.purpose, ask(kit, OWNER, "town", ReadCommunity()).purpose

    promises: dict[str, Any] = {"purpose": "P", "care_hours": 1, "review_on": REVIEW_ON}
    yield "title", lambda: publish(title=text).title
    yield "body", lambda: publish(body=text).body
    yield "reply", lambda: do(kit, "ada", "town", CreateReply(opening.id, text)).body
    yield "edit reason", edit
    yield "restriction", restrict
    yield "purpose", lambda: amend()[1]
    yield "tag", lambda: [publish(tags=(text,)).tags, None][1]
    yield "archive", archive
    yield "kind", lambda: [publish(kind=text), None][1]
    yield "markup", lambda: [publish(markup=text), None][1]
    yield "reaction", lambda: [do(kit, OWNER, "town", AddReaction(opening.id, text)), None][1]
    yield "state", lambda: [do(kit, "ada", "town", UpdatePostState(opening.id, text)), None][1]
    yield "role", lambda: [do(kit, OWNER, "town", CreateInvitation(role=text)), None][1]
    yield "key", lambda: [do(kit, OWNER, "town", AddMember(text)), None][1]
    yield "slug", lambda: [do(kit, OWNER, None, CreateCommunity(text, "forum", "T", **promises)), None][1]
    yield "type", lambda: [do(kit, OWNER, None, CreateCommunity("slug", text, "T", **promises)), None][1]
    yield "place", lambda: [ask(kit, OWNER, text, ListThreads()), None][1]
    yield "actor", lambda: [ask(kit, text, "town", ListThreads()), None][1]
    yield "cursor", lambda: [ask(kit, OWNER, "town", ReadThread(opening.id, after=text)), None][1]
    yield "tag page", lambda: [ask(kit, OWNER, "town", ListThreads(tag=text)), None][1]
    yield "removal", lambda: [do(kit, "ada", "town", RemovePost(publish().id, text)), None][1]


def attack(kit: Kit, text: str) -> None:
    opening = do(kit, "ada", "town", CreateThread(kind="question", title="Why?", body="So."))
    for field, send in all_fields(kit, opening, text):
        before = snapshot(kit)
        failed = False

        def sending(_: str, send: Callable[[], Any] = send) -> Any:
            nonlocal failed
            failed = True
            result = send()
            failed = False
            return result

        kept = accepted(sending, text)
        if failed and field != "removal":
            assert differences(before, snapshot(kit)) == [], (field, text[:80])
        if kept is not None:
            assert kept == cleaned(text), (field, text[:80])


@pytest.mark.parametrize("text", [text for _, text in HOSTILE], ids=[name for name, _ in HOSTILE])
def test_hostile_texts_are_kept_or_refused(town: Kit, text: str) -> None:
    attack(town, text)
    assert_counters_hold(town, "town")


@pytest.mark.slow
@pytest.mark.shared
def test_the_big_list_of_naughty_strings_is_kept_or_refused(town: Kit, shared_data: Path) -> None:
    texts = json.loads((shared_data / "hostile" / "blns.json").read_text())
    assert len(texts) > 500
    opening = do(town, "ada", "town", CreateThread(kind="question", title="Why?", body="So."))
    kept = 0
    for text in texts:
        made = accepted(lambda text: do(town, "ada", "town", CreateReply(opening.id, text)), text)
        kept += made is not None
        if made is not None:
            assert ask(town, "ada", "town", ReadPost(made.id)).body == cleaned(text)
        accepted(
            lambda text: do(town, "ada", "town", CreateThread(kind="question", title=text, body="B")), text
        )
        accepted(
            lambda text: do(
                town, "ada", "town", CreateThread(kind="question", title="T", body="B", tags=(text,))
            ),
            text,
        )
        accepted(lambda text: ask(town, text, text, ListThreads()), text)
    assert kept > 450
    assert_counters_hold(town, "town")


@pytest.mark.parametrize("text", ["Caf\u00e9", "cafe\u0301", "\uff43\uff21f\u00c9", "  CAF\u00c9 "])
def test_a_tag_is_found_however_it_is_written(town: Kit, text: str) -> None:
    made = do(
        town, "ada", "town", CreateThread(kind="question", title="T", body="B", tags=(text, "caf\u00e9"))
    )
    assert made.tags == ("caf\u00e9",)
    assert [post.id for post in ask(town, "ada", "town", ListThreads(tag=text)).items] == [made.id]
    assert [tag.name for tag in ask(town, "ada", "town", ListPopularTags())] == ["caf\u00e9"]


@pytest.mark.parametrize("text", [text for _, text in HOSTILE], ids=[name for name, _ in HOSTILE])
def test_the_stored_form_of_a_tag_is_stable(text: str) -> None:
    once = normalize_tag(text)
    assert normalize_tag(once) == once
