"""Texts as long as the limits allow, of any words: both databases find and mark the same in them, and quickly."""

import random
import time
from collections.abc import Iterable
from typing import Any

import pytest
from sqlalchemy import text as sql_text

from commkit import SYSTEM, Kit
from commkit.posts import CreateThread, Post
from commkit.runtime.values.words import MAX_NORMALIZED, tokenize
from commkit.search import SearchContent, index_object
from commkit.search.policy import fit_words, parse_terms, scope_tokens
from commkit.testing.contexts import context_of
from tests.helpers import ask, assert_invalid, do
from tests.sample import OWNER, create_community
from tests.search.test_words import has

SALLA = "\ufdfa"  # one character, which stands for four words
KILOMETRE = "\u3316"  # one for six characters
MANY_WORDS = ".".join("ab" * 124)


@pytest.fixture
def town(kit: Kit) -> Kit:
    create_community(kit, members=("ada",))
    return kit


def publish(town: Kit, body: str, *, title: str = "T", tags: tuple[str, ...] = ()) -> Post:
    return do(town, "ada", "town", CreateThread(kind="question", title=title, body=body, tags=tags))


def marked(town: Kit, text: str, **words: Any) -> list[str]:
    """Of each hit what is marked in its text."""
    found = ask(town, None, "town", SearchContent(text, **words)).hits
    return ["|".join(part.text for part in hit.snippet if part.matched) for hit in found]


def seconds(work: Any) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def han(number: int) -> str:
    signs = random.Random(number)
    return "".join(chr(signs.randrange(0x4E00, 0x9FA5)) for _ in range(number))


@pytest.mark.parametrize(
    ("body", "search", "found"),
    [
        (f"{han(20_000)}\u6570\u636e\u5e93", "\u6570\u636e\u5e93", "\u6570\u636e\u5e93"),
        ("a b c d e f g " * 2_400 + " node.js", "node.js", "node.js"),
        ("a b c d e f g " * 2_400 + " final answer here", '"final answer here"', "final answer here"),
        ("\u0e01" * 17_000 + "\u0e0a\u0e38\u0e21\u0e0a\u0e19", "\u0e0a\u0e38\u0e21\u0e0a\u0e19", None),
        ("new car " * 300 + "new york", '"new york"', "new york"),
        ("a b " * 9_999 + "a c", '"b a c"', "b a c"),
        ("a b " * 9_999 + "\nc", '"b c"', "b\nc".replace("\n", " ")),
        ("x " * 19_000 + "x1 x2", "x1-x2", "x1 x2"),
    ],
)
def test_what_stands_late_or_often_in_a_text_is_found_and_marked(
    town: Kit, body: str, search: str, found: str | None
) -> None:
    publish(town, body)
    publish(town, body[: len(body) // 2], title="Without it")
    for order in ("newest", "relevance"):
        assert marked(town, search, order=order) == [found or search]


def test_the_order_of_words_excludes_too(town: Kit) -> None:
    late = publish(town, "new car " * 300 + "new york")
    publish(town, "new car " * 300 + "york new")
    hits = ask(town, None, "town", SearchContent('car -"york new"', order="newest")).hits
    assert [hit.object for hit in hits] == [late.id]


def test_no_phrase_crosses_title_tags_and_text(town: Kit) -> None:
    publish(town, "west side", title="Far north", tags=("east",))
    for text in ('"north east"', '"east west"', '"north west"', '"side far"'):
        assert marked(town, text, order="newest") == [], text
    assert len(marked(town, '"far north" west-side "east"')) == 1


@pytest.mark.parametrize(
    "body",
    [
        SALLA * 40_000,
        KILOMETRE * 40_000,
        " ".join(SALLA * 20_000),
        "\u0e01" + "\u0e31" * 39_999,  # one letter with its signs
        "\u0e01\u0e31" * 20_000,
        "\U00020000\U00020001" * 20_000,
        "".join(map(chr, range(0x20000, 0x20000 + 40_000))),
        "".join(map(chr, range(0xAC00, 0xAC00 + 11_000))) * 3,
        "\u327c" * 20 + " " + "\u327c\u327d" * 19_000,
        "w" * 40_000,
        " ".join(f"{number:x}" for number in range(7_000)),
    ],
)
def test_every_text_that_the_limits_allow_is_indexed(town: Kit, body: str) -> None:
    assert marked(town, "zebra") == []
    made = publish(town, body, title="Zebra")
    hits = ask(town, None, "town", SearchContent(f"zebra {body[:3]}")).hits
    assert [hit.object for hit in hits] == [made.id]


def test_an_entry_of_a_plugin_is_indexed_however_long_its_title(town: Kit) -> None:
    thread = publish(town, "x")
    words = " ".join(f"{number:x}" * 9 for number in range(60_000))
    with town.session(SYSTEM, "town") as session:
        index_object(
            context_of(session), record="Post", object=thread.id, title=words, body=words, permission="posts.read",
            at=thread.created_at,
        )  # fmt: skip
    assert len(marked(town, "111111111")) == 1


def test_words_that_no_database_takes_are_left_out() -> None:
    title, body = fit_words((f"{number:0100}" for number in range(20_000)), ["last"])
    assert 8_000 < len(title) < 9_000
    assert body == []


def test_of_a_text_of_long_characters_the_beginning_is_indexed(town: Kit) -> None:
    assert sum(map(len, tokenize(SALLA * 40_000))) < MAX_NORMALIZED
    publish(town, SALLA * 20_000 + " zebra")
    publish(town, SALLA * 5_000 + " zebra")
    assert marked(town, "zebra") == ["zebra"]


@pytest.mark.parametrize(
    "text", [MANY_WORDS, f'"{MANY_WORDS.replace(".", " ")}"', SALLA * 400, f"a -{MANY_WORDS}", han(66)]
)
def test_more_words_than_a_search_has_are_refused(town: Kit, text: str) -> None:
    with assert_invalid(text="too_many_words"):
        marked(town, text)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("a b " * 9_999 + "a c", ".".join("ab" * 32)),
        ("a b " * 9_999 + "c", ".".join("ab" * 31) + ".c"),
        ("a b " * 9_999 + "c", "c." + ".".join("ab" * 31)),
        ("a b " * 9_999 + "c", "a b c"),
        ("a b c d e f g h i j k l m n o p " * 1_249, "a b c d e f g h i j k l m n o p"),
        (SALLA * 40_000, SALLA * 20),
        (" ".join(f"a{number}" for number in range(6_000)), "a a1 a2 a3 a4 a5 a6 a7 a8 a9 a11 a22 a33 a44 a55 a66"),
    ],
)  # fmt: skip
def test_no_search_takes_long(town: Kit, body: str, text: str) -> None:
    for _ in range(10):
        publish(town, body)
    for order in ("newest", "relevance"):
        assert (
            seconds(lambda order=order: marked(town, text, order=order)) < 4
        )  # a tenth of it, on an idle machine


def test_no_word_finds_the_scope_of_an_entry(town: Kit) -> None:
    """Both are in one tsvector on PostgreSQL."""
    made = publish(town, "apples", tags=("red",))
    with town.database.engine.connect() as connection:
        scope = connection.execute(sql_text("SELECT scope FROM commkit_search_entry")).scalar_one()
    for prefix in ("x", "0", "f", "=", "c", *scope.split(), *(word[1:] for word in scope.split())):
        if parse_terms(prefix):
            assert marked(town, prefix, order="newest") == [], prefix
        hits = ask(town, None, "town", SearchContent(f"apples -{prefix}", order="newest")).hits
        assert [hit.object for hit in hits] == [made.id], prefix


def test_no_word_begins_as_the_scope_does() -> None:
    (token,) = scope_tokens(tag="red")
    assert token not in list(tokenize(f"{token} = =x"))
    assert all(not word.startswith(token[0]) for word in tokenize("= =a =0 a=b =+ \uff1d\uff1da \u2260"))


PIECES = (
    "ab", "x", "c++", "c#", "node.js", "new", "york", "\u00df", "\u0131", "\u0130", "\u1fb3",
    SALLA, KILOMETRE, "\u6570", "\u636e", "\u5e93",
    "\u0e01", "\u0e31", "\u0e0a", "\u3093", "\u304c", "\uac00", "\u1100", "\u0939\u093f", "\u0928\u094d", " ", " ", "-",
    "+", "#", "_", "\n", "=", "x1", "xf", "\ufb03", "\u200d", "\u00ad", "'", "\u2019",
)  # fmt: skip
FILLERS = (*[""] * 12, "a b " * 600, "new car " * 300, "\u0e01" * 17_000, "x " * 17_000, SALLA * 2_000)


def random_text(chance: random.Random, longest: int) -> str:
    return "".join(chance.choice(PIECES) for _ in range(chance.randint(1, longest)))


def is_found(parts: Iterable[list[str]], text: str) -> bool:
    """Whether a search finds an entry with such words."""
    known = [(words, {*words}) for words in parts]
    return all(
        any(distinct.issuperset(term.words[:-1]) and has(words, term) for words, distinct in known)
        != term.excluded
        for term in parse_terms(text)
    )


def random_search(chance: random.Random, body: str) -> str:
    """A part of a text near its end, or any text, as words, as a phrase or excluded."""
    start = chance.randrange(25)
    text = (
        body[-25:][start : start + chance.randint(1, 8)] if chance.random() < 0.7 else random_text(chance, 4)
    )
    text = f'"{text}"' if chance.random() < 0.3 else text
    return f"{chance.choice(('a', 'x', 'T'))} -{text}" if chance.random() < 0.2 else text


@pytest.mark.slow
def test_both_databases_find_what_the_words_say_and_mark_it(town: Kit) -> None:
    chance = random.Random(9)
    posts: dict[Any, list[list[str]]] = {}
    bodies = [f"{filler}{random_text(chance, 20)} n{n}" for n, filler in enumerate(FILLERS * 2)]
    for number, body in enumerate(bodies):
        made = publish(town, body, title=f"T {number}")
        posts[made.id] = [list(tokenize(f"T {number}")), list(tokenize(body))]
    texts = (random_search(chance, chance.choice(bodies)) for _ in range(60))
    for text in (text for text in texts if parse_terms(text)):
        wanted = {id for id, parts in posts.items() if is_found(parts, text)}
        for order in ("newest", "relevance"):
            hits = ask(town, None, "town", SearchContent(text, order=order, limit=100)).hits  # type: ignore[arg-type]
            assert {hit.object for hit in hits} == wanted, ascii(text)
            for hit in hits:
                assert any(part.matched for part in (*hit.title, *hit.snippet)), ascii(text)


def test_who_owns_the_town_finds_the_same(town: Kit) -> None:
    publish(town, "a b " * 9_999 + "a c")
    assert len(ask(town, OWNER, "town", SearchContent('"b a c"')).hits) == 1
