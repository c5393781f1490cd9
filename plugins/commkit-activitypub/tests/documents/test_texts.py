"""No text of anybody makes a document anything but JSON of its shape, or its content anything but safe HTML."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commkit.feeds import EntryNotice
from commkit.posts import MadeWith, Post, PostId
from commkit.spaces import SpaceId
from commkit_activitypub import SpaceActor
from commkit_activitypub.documents.contents.policy import html_of
from commkit_activitypub.documents.links.policy import Links, links_of
from commkit_activitypub.documents.policy import ShownPost, activity_document, actor_document, moment, whole
from commkit_activitypub.serving.answers.policy import encoded
from tests.activity_shapes import read_document
from tests.hostile_texts import HOSTILE
from tests.rendering.forbidden_html import dangers
from tests.rendering.vectors import HTML, MARKDOWN

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
ID = UUID(int=7)
LINKS = Links("https://town.example/c/1")
texts = st.one_of(
    st.text(max_size=60),
    st.sampled_from([text for _, text in (*HTML, *MARKDOWN)]),
    st.sampled_from([text for _, text in HOSTILE if len(text) < 2_000]),
)


def post_of(body: str, title: str, markup: str, tags: tuple[str, ...], name: str) -> Post:
    return Post(
        id=PostId(ID), thread=PostId(ID), parent=None, number=0, path=b"", kind="note", state="open", title=title,
        body=body, markup=markup, tags=tags, author=None, author_name=name, by_staff=False, version=1, created_at=AT,
        edited_at=None, activity_at=AT, closed_at=None, removed_at=None, reply_count=0, answer_count=None,
        answer=None, score=0, made_with=MadeWith.GENERATED,
    )  # fmt: skip


def actor_of(title: str, purpose: str) -> SpaceActor:
    return SpaceActor(SpaceId(ID), "gardens.roses", title, purpose, True, "en", "", AT)


def contents(value: Any) -> list[str]:
    """What is shown as HTML in a document."""
    if isinstance(value, dict):
        here = [value[name] for name in ("content", "summary") if isinstance(value.get(name), str)]
        maps = [text for name in ("contentMap", "summaryMap") for text in value.get(name, {}).values()]
        return here + maps + [text for part in value.values() for text in contents(part)]
    return [text for part in value for text in contents(part)] if isinstance(value, list) else []


@settings(max_examples=60, deadline=None)
@given(texts, texts, texts, st.sampled_from(["markdown", "html"]), st.lists(texts, max_size=2))
def test_every_document_is_json_of_its_shape_with_safe_html(
    body: str, title: str, said: str, markup: str, tags: list[str]
) -> None:
    told = [tag.encode("utf-8", "replace").decode() for tag in tags]
    post = post_of(body, title, markup, tuple(told), title)
    notice = EntryNotice(kind="corrected", text=said, at=AT, instead=post.id)
    html = html_of(
        post,
        [notice],
        site="https://town.example/",
        url="",
        page_of=lambda other: "https://town.example/p?a=1&b=2",
    )
    shown = ShownPost(post=post, thread=post.id, parent=None, html=html, url="", updated=AT)
    actor = actor_of(title, said)
    for document in (activity_document(shown, actor, LINKS), actor_document(actor, LINKS, url="")):
        sent = encoded(whole(document))
        assert sent.isascii()
        read = json.loads(sent)
        read_document(read)
        assert all(dangers(text) == [] for text in contents(read))


def test_control_what_is_not_sanitised_is_seen() -> None:
    document = {"content": "<script>x()</script>", "object": {"contentMap": {"en": "<img onerror=x()>"}}}
    assert all(dangers(text) for text in contents(document))


def test_addresses_are_the_same_however_the_community_was_named() -> None:
    for name in ("gardens", str(ID)):
        links = links_of(f"https://a.example/deep/c/{name}/activitypub/posts", "/activitypub/posts", ID)
        assert links.base == f"https://a.example/deep/c/{ID}"
    assert Links("https://user:word@A.example:8443/c/1").host == "a.example:8443"


@pytest.mark.parametrize("second", [0, 59])
def test_moments_are_to_the_second(second: int) -> None:
    assert moment(AT.replace(second=second, microsecond=999_999)) == f"2026-03-02T09:00:{second:02}Z"
