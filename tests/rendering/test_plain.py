"""Words without formatting, and the beginnings of texts."""

import pytest

from commkit.rendering import excerpt, to_text


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("# A *b*\n\nc\nd  \ne", "A b\n\nc d\ne"),
        ("- a\n- b\n\nc", "- a\n- b\n\nc"),
        ("- a\n\n  b\n- c", "- a\n\nb\n\n- c"),
        ("- [x] a\n- [ ] b", "- [x] a\n- [ ] b"),
        ("1. a\n2. b", "1. a\n2. b"),
        ("7. a\n7. b", "7. a\n8. b"),
        ("0. a\n1. b\n\n- c", "0. a\n1. b\n\n- c"),
        ("3. a\n4. b\n   - c\n5. d", "3. a\n4. b\n\n- c\n\n5. d"),
        ("1. a\n\n   5. x\n   6. y\n2. b", "1. a\n\n5. x\n6. y\n\n2. b"),
        ("- a\n  1. x\n- b", "- a\n\n1. x\n\n- b"),
        ("> a\n>\n> b", "a\n\nb"),
        ("```py\ndef f():\n\n    return 1 < 2\n```\nb", "def f():\n\n    return 1 < 2\n\nb"),
        ("    a\n      b", "a\n  b"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a b\n1 2"),
        ("[a](https://b.example) ![c](https://d.example/e.png) ![f](/g)", "a (https://b.example) c f"),
        ("a & b < c &amp; &copy; <b>", "a & b < c & \u00a9 <b>"),
        ("", ""),
        ("![](https://a.example/b.png)", ""),
        ("a\n\n---\n\nb", "a\n\nb"),
    ],
)
def test_words_of_markdown(source: str, words: str) -> None:
    assert to_text(source) == words


def test_words_of_html() -> None:
    html = (
        "<p>Hello\n  <b>there</b>,</p>\n\n<pre><code>a\n  b\n</code></pre><script>x()</script>"
        "<ul><li>one</li><li><p>two</p></li></ul>"
    )
    assert to_text(html, markup="html") == "Hello there,\n\na\n  b\n\n- one\n- two"


def test_words_of_what_is_no_markup() -> None:
    assert to_text("*a*\n<b>", markup="another") == "*a*\n<b>"


@pytest.mark.parametrize(
    ("source", "limit", "beginning"),
    [
        ("a short one", 20, "a short one"),
        ("a short one", 11, "a short one"),
        ("a short one", 10, "a short\u2026"),
        ("a short one", 8, "a short\u2026"),
        ("a short one", 7, "a\u2026"),
        ("unbreakable", 5, "unbr\u2026"),
        ("# A title\n\n- and *items*\n- more", 25, "A title - and items -\u2026"),
        ("a b", 1, "\u2026"),
        ("a b", 0, ""),
        ("a b", -3, ""),
        ("", 5, ""),
    ],
)
def test_the_beginning_of_a_text(source: str, limit: int, beginning: str) -> None:
    assert excerpt(source, limit) == beginning


def test_the_beginning_of_html() -> None:
    assert excerpt("<p>Hello <b>there</b></p><p>friend</p>", 13, markup="html") == "Hello there\u2026"


def test_items_of_html_lists_have_the_numbers_that_they_show() -> None:
    html = '<ol start="9"><li>a<ol><li>x</ol><li>b</ol><li>c<ol start="no"><li>d</ol></ol></ol><ul><li>e</ul>'
    words = to_text(html, markup="html")
    assert words.split("\n\n") == ["9. a", "1. x", "10. b", "- c", "1. d", "- e"]
