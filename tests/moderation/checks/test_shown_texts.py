"""The checks that refuse a text see every text that others would read, not only the bodies of posts."""

from collections.abc import Callable, Iterator
from typing import Any, cast
from uuid import uuid4

import pytest

from commkit import Command, Denied, Kit
from commkit.moderation import ListCases
from commkit.posts import (
    CreatePoll,
    CreateReply,
    CreateThread,
    EditPost,
    ListThreads,
    RemovePost,
    SplitThread,
)
from commkit.rendering import formats
from commkit.rendering.context import RenderContext
from commkit.spaces import AssignSpaceModerator, UpdateSpace
from commkit.testing.clock import ManualClock
from tests.events.fixtures import create_event
from tests.feedback.helpers import suggest
from tests.helpers import ask, assert_invalid, assert_refused, assert_unchanged, do
from tests.moderation.fixtures import START, member, set_settings, town_of, write
from tests.sample import OWNER
from tests.spaces.helpers import make_space, write_thread

BAD = ("buy pills", "see https://bad.example/x", "p\u0456lls", "[x](http:/bad.example)", '[x](/y "pills")')


@pytest.fixture
def town(url: str) -> Iterator[Kit]:
    with town_of(url, ManualClock(START)) as kit:
        words = {"denied_words": ["pills"], "denied_domains": ["bad.example"], "max_links": 1}
        set_settings(
            kit, words="refuse", links="refuse", lookalikes="refuse", length="refuse", min_length=5, **words
        )
        yield kit


def thread(**fields: Any) -> CreateThread:
    return CreateThread(**({"kind": "question", "title": "Why?", "body": "I wonder."} | fields))


def test_texts_of_a_post_beside_its_body(town: Kit) -> None:
    mine = write(town, body="I wonder.")
    for text in BAD:
        commands: list[Command[Any]] = [
            thread(tags=(text,)),
            thread(title=text),
            EditPost(post=mine.id, version=1, tags=("fine", text)),
            EditPost(post=mine.id, version=1, body="I wonder still.", reason=text),
            CreatePoll(post=mine.id, question=text, choices=("a", "b")),
            CreatePoll(post=mine.id, question="Which?", choices=("a", text)),
            RemovePost(mine.id, reason=text),
        ]
        for command in commands:
            with assert_unchanged(town), assert_refused(Denied, "moderation.refused"):
                do(town, "ada", "town", command)
    do(town, "ada", "town", CreatePoll(post=mine.id, question="Which?", choices=("a", "b")))  # however short


def test_texts_of_who_moderates_a_space(town: Kit) -> None:
    made = make_space(town)
    do(town, OWNER, "town", AssignSpaceModerator(made.id, member(town, "ada")))
    opening = write_thread(town, "bob", made.id)
    reply = do(town, "bob", "town", CreateReply(opening.id, "An answer."))
    for text in BAD:
        for command in (
            SplitThread(reply.id, kind="question", title=text),
            SplitThread(reply.id, kind="question", title="Another?", tags=(text,)),
            UpdateSpace(made.id, title=text),
            UpdateSpace(made.id, purpose=text),
        ):
            with assert_unchanged(town), assert_refused(Denied, "moderation.refused"):
                do(town, "ada", "town", command)
    do(town, "ada", "town", SplitThread(reply.id, kind="question", title="Another?"))


@pytest.mark.parametrize("make", [create_event, suggest])
def test_texts_of_other_nouns(town: Kit, make: Callable[..., object]) -> None:
    for text in BAD:
        for field in ("title", "body"):
            with assert_unchanged(town), assert_refused(Denied, "moderation.refused"):
                make(town, "ada", **{field: text})
    make(town, "ada")
    make(town, OWNER, title=BAD[0])  # stewards are exempt


def test_the_evidence_is_told_and_nothing_is_refused_while_checks_are_off(town: Kit) -> None:
    with pytest.raises(Denied, match="words: the words 'pills'"):
        create_event(town, "ada", title="buy pills")
    set_settings(town, words="off", links="off", lookalikes="off")
    create_event(town, "ada", title="buy pills")


def test_a_tag_holds_a_post_too(town: Kit) -> None:
    set_settings(town, words="hold")
    held = do(town, "ada", "town", thread(tags=("pills",)))
    assert ask(town, "bob", "town", ListThreads()).items == ()
    assert [case.object for case in ask(town, "eve", "town", ListCases()).items] == [held.id]


def test_a_text_that_would_take_long_to_read_is_refused_at_its_field(town: Kit) -> None:
    """Other members wait for the transaction in which it is read."""
    mine = write(town, body="I wonder.")
    for command, field in (
        (thread(body="\ufdfa" * 40_000), "body"),
        (CreateReply(mine.id, "\ufdfa" * 40_000), "body"),
        (EditPost(post=mine.id, version=mine.version, body="\ufdfa" * 40_000), "body"),
        (CreatePoll(post=mine.id, question="Why?", choices=("\ufdfa" * 200,) * 200), "choices"),
    ):
        with assert_unchanged(town), assert_invalid(**{field: "too_long"}):
            do(town, "ada", "town", command)
    for command, field in (
        (thread(tags=("t",) * 1_001), "tags"),
        (thread(fields={f"f{n}": "x" for n in range(1_001)}), "fields"),
        (CreatePoll(post=mine.id, question="Why?", choices=("x",) * 1_001), "choices"),
    ):
        with assert_unchanged(town), assert_invalid(**{field: "too_many"}):
            do(town, "ada", "town", command)
    set_settings(town, words="off", lookalikes="off")
    do(town, "ada", "town", thread(body="\ufdfa" * 100))


def test_a_text_too_long_to_be_read_is_held_where_checks_hold(town: Kit) -> None:
    set_settings(town, words="hold", lookalikes="off", links="off", length="off")
    post = do(town, "ada", "town", thread(body="\ufdfa" * 40_000))
    assert [case.object for case in ask(town, "eve", "town", ListCases()).items] == [post.id]


def test_a_text_is_parsed_once_for_all_that_read_it(town: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    """The gate, the reaction that holds posts and the mentions; of an edit the text before it as well."""
    parsed: list[str] = []
    real = formats.FORMATS["markdown"]

    def counting(text: str, context: RenderContext) -> str:
        parsed.append(text)
        return real(text, context)

    monkeypatch.setitem(cast("dict[str, object]", formats.FORMATS), "markdown", counting)
    set_settings(town, words="refuse", links="hold", lookalikes="refuse")
    first, second = (f"{uuid4()}, @{name}." for name in ("bob", "eve"))  # nobody has parsed them
    post = do(town, "ada", "town", thread(body=first))
    assert parsed == [first]
    do(town, "ada", "town", EditPost(post=post.id, version=post.version, body=second))
    assert parsed == [first, second]
    for n in range(5):  # control: only the last few texts are kept
        do(town, "ada", "town", thread(body=f"Something else, {n}."))
    do(town, "ada", "town", thread(body=first, title="Again?"))
    assert parsed.count(first) == 2
