"""A muted word is found where it stands as a word, by both databases alike."""

import re
import sqlite3
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from commkit import Invalid
from commkit.testing.postgres import PostgresServer
from commkit_topical.muting.policy import clean_word, pattern_of

CASES = [
    ("slugs", "Slugs, again.", True),
    ("slugs", "SLUGS!", True),
    ("slugs", "slugs", True),
    ("slug", "slugs", False),
    ("slug", "beslug", False),
    ("slug", "“slug”…", True),
    ("slug", "a—slug—b", True),
    ("slug", "slug_trap", False),
    ("ärger", "So ein ÄRGER.", True),
    ("arger", "So ein Ärger.", False),
    ("красный", "Очень КРАСНЫЙ дом", True),
    ("garden gnome", "A garden\ngnome!", True),
    ("garden gnome", "A garden of gnomes", False),
    ("c++", "In C++, too", True),
    ("c", "In C++, too", True),
    ("rock'n'roll", "Rock\u2019n\u2019roll is here", True),
    ("数据库", "这是数据库吗", True),
    ("数据库", "这是数据吗", False),
    ("2026", "in 2026.", True),
    ("2026", "in 12026.", False),
]


def _by_sqlite(word: str, body: str) -> bool:
    with sqlite3.connect(":memory:") as connection:
        (found,) = connection.execute(
            "SELECT ' ' || ? || ' ' GLOB '*' || ? || '*'", (body, pattern_of(clean_word(word)))
        ).fetchone()
    return bool(found)


@pytest.mark.parametrize(("word", "body", "is_found"), CASES)
def test_whole_words_are_found_in_any_case(word: str, body: str, is_found: bool) -> None:
    assert _by_sqlite(word, body) is is_found


@pytest.mark.postgres
def test_both_databases_find_the_same(postgres: PostgresServer) -> None:
    with postgres.database() as url:
        engine = create_engine(url)
        with engine.connect() as connection:
            for word, body, is_found in CASES:
                values: Any = {"body": f" {body} ", "pattern": pattern_of(clean_word(word))}
                (found,) = connection.execute(text("SELECT :body ~ :pattern"), values).one()
                assert found is is_found, (word, body)
        engine.dispose()


@given(st.text(max_size=64))
@settings(max_examples=200)
def test_every_text_is_a_word_or_refused(said: str) -> None:
    try:
        word = clean_word(said)
    except Invalid:
        return
    assert clean_word(word) == word
    assert _by_sqlite(word, f"in front {word} behind")
    assert _by_sqlite(word, word.upper()) or word.upper().lower() != word or len(word.upper()) != len(word)
    assert re.compile(pattern_of(word))
