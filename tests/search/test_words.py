"""Words of any script: both databases find the same posts, and mark the same letters."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from commkit import Kit
from commkit.posts import CreateThread
from commkit.runtime.values.words import Segment, tokenize
from commkit.search import SearchContent
from commkit.search.policy import Term, parse_terms
from commkit.search.snippets.policy import highlight
from tests.helpers import ask, do
from tests.sample import create_community

TITLES = (
    "Templates in C++11",
    "Records in C# and F#",
    "Plain c without classes",
    "node.js and a+b",
    "Die Stra\u00dfe nach S\u00fcden",
    "\u0131l\u0131k su",
    "\u0939\u093f\u0928\u094d\u0926\u0940 \u092e\u0947\u0902",  # हिन्दी में
    "\u0939\u0948 \u0928\u0926\u0940",  # है नदी
    "\u6211\u4eec\u7684\u6570\u636e\u5e93\u5f88\u6162",  # 我们的数据库很慢
    "\u6771\u4eac\u306b\u4f4f\u3093\u3067\u3044\u307e\u3059",  # 東京に住んでいます
    "\u0e43\u0e19\u0e0a\u0e38\u0e21\u0e0a\u0e19\u0e02\u0e2d\u0e07\u0e40\u0e23\u0e32",  # ในชุมชนของเรา
    "A big cat sleeps, the cat is big",
    "Python\u6570\u636e\u5e93 guide",  # Python数据库 guide
)

SEARCHES = {
    "c++": ["Templates in [C++]11"],
    '"C++"': ["Templates in [C++]11"],
    "C#": ["Records in [C#] and F#"],
    '"c"': ["Plain [c] without classes"],
    "node.js": ["[node.js] and a+b"],
    "STRASSE": ["Die [Stra\u00dfe] nach S\u00fcden"],
    "ILIK": ["[\u0131l\u0131k] su"],
    "\u0939\u093f\u0928\u094d\u0926\u0940": ["[\u0939\u093f\u0928\u094d\u0926\u0940] \u092e\u0947\u0902"],
    "\u0928\u0926\u0940": ["\u0939\u0948 [\u0928\u0926\u0940]"],
    "\u6570\u636e\u5e93": [
        "\u6211\u4eec\u7684[\u6570\u636e\u5e93]\u5f88\u6162",
        "Python[\u6570\u636e\u5e93] guide",
    ],
    "\u5e93": ["\u6211\u4eec\u7684\u6570\u636e[\u5e93]\u5f88\u6162", "Python\u6570\u636e[\u5e93] guide"],
    '"\u6570\u636e\u5e93 guide"': ["Python[\u6570\u636e\u5e93 guide]"],
    "\u636e\u6570": [],
    "\u4f4f\u3093\u3067": ["\u6771\u4eac\u306b[\u4f4f\u3093\u3067]\u3044\u307e\u3059"],
    "\u0e0a\u0e38\u0e21\u0e0a\u0e19": [
        "\u0e43\u0e19[\u0e0a\u0e38\u0e21\u0e0a\u0e19]\u0e02\u0e2d\u0e07\u0e40\u0e23\u0e32"
    ],
    "\u201cbig cat\u201d": ["A [big cat] sleeps, the cat is big"],
    "\u201ebig cat\u201c": ["A [big cat] sleeps, the cat is big"],
    "\u00abbig cat\u00bb": ["A [big cat] sleeps, the cat is big"],
    "-\u201cbig cat\u201d cat": [],
    "\u201abig cat\u2018": ["A [big cat] sleeps, the cat is big"],
    "\u2018big cat\u2019": ["A [big cat] sleeps, the cat is big"],
    "(\u2018big cat\u2019)": ["A [big cat] sleeps, the cat is big"],
    "\u2018cat big\u2019": [],
    "\u301dbig cat\u301e": ["A [big cat] sleeps, the cat is big"],  # 〝big cat〞
    "\u301dcat big\u301f": [],
    "\u300abig cat\u300b": ["A [big cat] sleeps, the cat is big"],  # 《big cat》
    "\u3008cat big\u3009": [],  # 〈cat big〉
    "\uff62cat big\uff63": [],
    "cat \u2212big": [],
    "cat \u2013big": [],
    "cat \u2013 sleeps": ["A big [cat] [sleeps], the [cat] is big"],
    "guide \u2212\u6570": [],
    "\u2018c++": ["Templates in [C++]11"],
    "w" * 400: [],
    "\uff57" * 400: [],
}


@pytest.fixture
def town(kit: Kit) -> Kit:
    create_community(kit, members=("ada",))
    for title in TITLES:
        do(kit, "ada", "town", CreateThread(kind="question", title=title, body="-"))
    return kit


def test_each_search_finds_and_marks_the_same_on_both_databases(town: Kit) -> None:
    found = {
        text: sorted(
            "".join(f"[{part.text}]" if part.matched else part.text for part in hit.title)
            for hit in ask(town, None, "town", SearchContent(text)).hits
        )
        for text in SEARCHES
    }
    assert found == {text: sorted(titles) for text, titles in SEARCHES.items()}


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("don\u2019t panic", ("don t", "panic")),
        ("l\u2019eau d\u2018or", ("l eau", "d or")),
        ("dogs\u2019 tails", ("dogs", "tails")),
        ("\u2019tis the season\u2019s best", ("tis", "the", "season s", "best")),
        ("\u2018don\u2019t panic\u2019 now", ('"don t panic"', "now")),
        ("\u201csay \u2018no way\u2019 now\u201d", ('"say no way now"',)),
        ("\u2018Abd al\u2018Aziz", ("abd", "al aziz")),
        ("hawai\u2018i \u2018\u2018", ("hawai i",)),
        ("one \u2212\u2018two three\u2019 \u2013four-five", ("one", '-"two three"', "-four five")),
        ("1990\u20132000 well-known", ("1990 2000", "well known")),
        ("one one ONE", ("one",)),
    ],
)
def test_quotes_make_phrases_and_apostrophes_words(text: str, terms: tuple[str, ...]) -> None:
    assert tuple(map(str, parse_terms(text))) == terms


_SCRIPTS = (
    "abx\u00df\u00e9\u0131 \u0939\u093f\u0928\u094d\u6570\u636e\u5e93\u3093\u304c\u0e0a\u0e38\u0e21+#-.'\"_1"
    "=\ufdfa\u3316\u0e33\u0e01\u0e31\u2019"
)
_FILLERS = (
    "",
    "",
    "",
    "a b " * 300,
    "\u0e01" * 500,
    "\u0e01" + "\u0e38" * 40,
    "x " * 17_000,
    "\ufdfa " * 30,
    "w" * 120,
)


def has(words: list[str], term: Term) -> bool:
    """Whether a text with these words has a term, as both databases compare."""
    wanted = list(term.words)
    last = len(wanted) - 1
    return any(
        all(
            words[start + n].startswith(word) if n == last and term.is_open else words[start + n] == word
            for n, word in enumerate(wanted)
        )
        for start in range(len(words) - last)
    )


@example("\u0e0a\u0e38", "\u0e0a")  # a letter alone finds it with a vowel sign
@example("\u0e0a\u0e01\u0e38", "\u0e0a\u0e01")
@example("w" * 120, "w" * 110)  # of a long word the beginning counts
@example("a b a", '"b a"')
@given(
    st.builds(str.__add__, st.sampled_from(_FILLERS), st.text(_SCRIPTS, max_size=20)),
    st.text(_SCRIPTS, max_size=6) | st.builds('"{}"'.format, st.text(_SCRIPTS, min_size=1, max_size=8)),
)
def test_what_is_found_is_marked_and_what_is_marked_is_found(text: str, search: str) -> None:
    for term in parse_terms(search):
        if not term.excluded:
            marked = any(part.matched for part in highlight(text, [term]))
            assert marked == has(list(tokenize(text)), term), (term.words, list(tokenize(text)))


@given(st.text())
def test_every_part_of_a_text_finds_it(text: str) -> None:
    for word in text.split():
        for term in parse_terms(word):
            assert term.excluded or has(list(tokenize(text)), term)


@example("\u0e01" + "\u0e31" * 500)
@example("w" * 500)
@given(st.text())
def test_words_are_whole_and_hold_nothing_that_queries_mean(text: str) -> None:
    for word in tokenize(text):
        assert 0 < len(word) <= 200
        assert not any(sign.isspace() or sign in "'\"\\:*&|!<>()-=%_" for sign in word)


def test_a_run_gives_pairs_and_its_last_character() -> None:
    assert Segment("\u6570\u636e\u5e93", ("\u6570", "\u636e", "\u5e93")).words == (
        "\u6570\u636e",
        "\u636e\u5e93",
        "\u5e93",
    )
