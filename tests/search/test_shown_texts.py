"""What is searched is what readers see, and tags are found however they are written; the same on both databases."""

from typing import Any

import pytest

from commkit import Kit
from commkit.feedback import SubmitSuggestion
from commkit.posts import AddTagSynonym, CreateThread, EditPost, ListThreads, MergeTags
from commkit.search import SearchContent, SearchHit
from tests.helpers import ask, do
from tests.sample import create_community

PAGE = (
    "<p>Hello <strong>wor</strong>ld, caf&eacute; and &#x43;++: "
    '<a href="https://hidden.example/path" title="tooltip">a link</a>.</p>'
    "<pre><code>print(1)</code></pre><script>secretword</script><!-- commentword -->"
)


@pytest.fixture
def town(kit: Kit) -> Kit:
    create_community(kit, members=("ada", "bob"))
    return kit


def write(kit: Kit, body: str, **words: Any) -> Any:
    return do(kit, "ada", "town", CreateThread(kind="question", title="Title", body=body, **words))


def hits(kit: Kit, text: str, **words: Any) -> tuple[SearchHit, ...]:
    return ask(kit, "bob", "town", SearchContent(text, **words)).hits


def snippet(hit: SearchHit) -> str:
    return "".join(fragment.text for fragment in hit.snippet)


@pytest.mark.parametrize("word", ["world", "caf\u00e9", "cafe", '"c++"', "link", "print", '"caf\u00e9 and"'])
def test_words_of_html_are_found_as_they_are_shown(town: Kit, word: str) -> None:
    write(town, PAGE, markup="html")
    (hit,) = hits(town, word)
    assert any(fragment.matched for fragment in hit.snippet)
    assert "<" not in snippet(hit)
    assert "&" not in snippet(hit)


@pytest.mark.parametrize(
    "word", ["strong", "href", "eacute", "x43", "pre", "script", "secretword", "commentword", "hidden"]
)
def test_what_nobody_sees_of_html_is_not_found(town: Kit, word: str) -> None:
    post = write(town, PAGE, markup="html")
    assert hits(town, word) == ()
    do(town, "ada", "town", EditPost(post=post.id, version=1, body=f"{PAGE} more"))
    assert hits(town, word) == ()
    assert len(hits(town, "more")) == 1


@pytest.mark.parametrize("word", ["strong", "href"])
def test_control_as_another_text_it_is_found(town: Kit, word: str) -> None:
    write(town, PAGE, markup="markdown")
    assert len(hits(town, word)) == 1


def test_character_references_of_markdown_are_read(town: Kit) -> None:
    write(town, "caf&eacute; &#115;pelled, AT&T & R&D; a &lt;tag>")
    for word in ("caf\u00e9", "spelled", "AT&T", "R&D", "tag"):
        assert len(hits(town, word)) == 1, word
    assert hits(town, "eacute") == ()


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("python", "Python"),
        ("C++", "c++"),
        ("Stra\u00dfe", "STRASSE"),
        ("\u03a3\u039f\u03a6\u039f\u03a3", "\u03c3\u03bf\u03c6\u03bf\u03c2"),
        ("Nguy\u1ec5n", "Nguye\u0302\u0303n"),
    ],
)
def test_a_tag_is_found_as_lists_find_it(town: Kit, written: str, asked: str) -> None:
    post = write(town, "zebra", tags=(written,))
    for name in (written, asked):
        listed = [found.id for found in ask(town, "bob", "town", ListThreads(tag=name)).items]
        assert [hit.object for hit in hits(town, "zebra", tag=name)] == listed == [post.id], name


def test_a_synonym_finds_what_its_tag_does_and_other_things_of_its_own_name(town: Kit) -> None:
    thread = write(town, "zebra", tags=("python",))
    do(town, "owner", "town", AddTagSynonym(synonym="py", tag="python"))
    other = write(town, "zebra", tags=("boa",))
    do(town, "owner", "town", MergeTags(tag="boa", into="python"))
    for name in ("Py", "boa", "python"):
        assert {hit.object for hit in hits(town, "zebra", tag=name)} == {thread.id, other.id}, name
    idea = do(town, "ada", "town", SubmitSuggestion(kind="idea", title="zebra", body="x", tags=("py",)))
    assert {hit.object for hit in hits(town, "zebra", tag="py")} == {thread.id, other.id, idea.id}
    assert hits(town, "zebra", tag="pyt") == ()
