"""Links of texts that are read away from the site: absolute, or no links."""

import re
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit.rendering import absolute_link, has_relative_links, render, to_text

BASE = "https://town.example.org"
PAGE = "https://town.example.org/town/post/1?x=y#top"
resolve = partial(absolute_link, base_url=BASE, page_url=PAGE)

ADDRESSES = [  # as written, with a base, without one
    ("https://other.example/x?y#z", "https://other.example/x?y#z", "https://other.example/x?y#z"),
    ("HTTP://other.example", "HTTP://other.example", "HTTP://other.example"),
    ("mailto:ada@example.org", "mailto:ada@example.org", "mailto:ada@example.org"),
    ("/rules", f"{BASE}/rules", None),
    ("rules", f"{BASE}/rules", None),
    ("./rules/", f"{BASE}/rules/", None),
    ("../rules", f"{BASE}/rules", None),
    ("../../a/../rules?x=1#y", f"{BASE}/rules?x=1#y", None),
    ("?page=2", f"{BASE}/?page=2", None),
    ("#part", "https://town.example.org/town/post/1?x=y#part", None),
    ("", "https://town.example.org/town/post/1?x=y", None),
    ("//other.example/x", "https://other.example/x", "https://other.example/x"),
    ("\\\\other.example\\x", "https://other.example/x", "https://other.example/x"),
    ("/\\other.example/x", "https://other.example/x", "https://other.example/x"),
    ("/rules?to=//x\\y", f"{BASE}/rules?to=//x\\y", None),
    ("https:/other.example", "https://other.example", "https://other.example"),
    ("http:other.example/x", "http://other.example/x", "http://other.example/x"),
    ("//", None, None),
    ("/größe", f"{BASE}/größe", None),
    (" \t/ru\nles ", f"{BASE}/rules", None),
]


@pytest.mark.parametrize(("address", "with_base", "without"), ADDRESSES)
def test_an_address_is_read_as_browsers_read_it(
    address: str, with_base: str | None, without: str | None
) -> None:
    assert resolve(address) == with_base
    assert absolute_link(address) == without


@pytest.mark.parametrize(
    ("base", "address", "found"),
    [
        ("https://a.example/app", "x", "https://a.example/app/x"),
        ("https://a.example/app/", "/x", "https://a.example/x"),
        ("https://a.example/app/", "../x", "https://a.example/x"),
        ("http://a.example", "//b.example/x", "http://b.example/x"),
        ("https://a.example", "#part", "https://a.example/#part"),
    ],
)
def test_relative_addresses_start_from_the_base(base: str, address: str, found: str) -> None:
    assert absolute_link(address, base_url=base) == found


def addresses_in(html: str) -> list[str]:
    return re.findall(r'(?:href|src)="([^"]*)"', html)


TEXTS = [
    ("markdown", "[rules](/rules) ![logo](/logo.png) <https://x.example> [a]\n\n[a]: ../b 'title'"),
    ("html", '<p><a href="/rules">rules</a> <img src="/logo.png" alt="logo"> <a href="../b">a</a></p>'),
]


@pytest.mark.parametrize(("markup", "text"), TEXTS)
def test_links_and_pictures_get_the_base(markup: str, text: str) -> None:
    found = addresses_in(render(text, markup=markup, resolve_link=resolve))
    assert {f"{BASE}/rules", f"{BASE}/logo.png", f"{BASE}/b"} <= set(found)
    assert f"rules ({BASE}/rules)" in to_text(text, markup=markup, resolve_link=resolve)
    assert has_relative_links(text, markup=markup)


@pytest.mark.parametrize(("markup", "text"), TEXTS)
def test_without_a_base_they_are_text(markup: str, text: str) -> None:
    html = render(text, markup=markup, resolve_link=absolute_link)
    assert [address for address in addresses_in(html) if not address.startswith("https://x.example")] == []
    assert "<img" not in html
    assert "logo" in html
    assert "rules" in html
    assert "/rules" not in html + to_text(text, markup=markup, resolve_link=absolute_link)


def test_anchors_of_the_text_itself_stay() -> None:
    html = render("A[^1] [b](#b)\n\n[^1]: note", resolve_link=resolve)
    assert 'href="#fn' in html
    assert PAGE.replace("#top", "#b") in html
    assert not has_relative_links("A[^1]\n\n[^1]: note")


@pytest.mark.parametrize("markup", ["markdown", "html", "plain"])
def test_links_of_mentions_get_the_base(markup: str) -> None:
    people = {"ada": ("@ada", "/people/ada")}
    html = render("hi @ada", markup=markup, mentions=people.get, resolve_link=resolve)
    assert addresses_in(html) == [f"{BASE}/people/ada"]


@pytest.mark.parametrize(
    "found", ["javascript:alert(1)", "data:text/html,x", "/still/relative", "", None, "x", "\ud800"]
)
def test_what_a_resolver_says_is_checked(found: str | None) -> None:
    html = render("[a](/x) ![b](/y)", resolve_link=lambda _: found)
    assert addresses_in(html) == []


def test_a_resolver_that_fails_costs_the_link_only(caplog: pytest.LogCaptureFixture) -> None:
    assert "<strong>b</strong>" in render("[a](/x) **b**", resolve_link=lambda _: {}["x"])
    assert "no link" not in caplog.text
    assert len(caplog.records) == 1


def test_a_picture_without_a_source_is_its_alternative_text() -> None:
    html = render('![a "b" <c> > & src=d](/x) <i>', resolve_link=absolute_link)
    assert html == '<p>a "b" &lt;c&gt; &gt; &amp; src=d &lt;i&gt;</p>\n'
    assert "<img" in render("![a](/x)")  # of a page it is still one


def test_a_picture_needs_https() -> None:
    http = partial(absolute_link, base_url="http://town.example.org")
    assert render("![a](/x)", resolve_link=http) == "<p>a</p>\n"


@given(address=st.text(st.sampled_from("/\\?#.:ahtps&<>\"' []()%\t@")))
def test_no_text_leaves_a_relative_link(address: str) -> None:
    for text, markup in ((f"[x]({address})", "markdown"), (f'<a href="{address}">x</a>', "html")):
        for resolver in (resolve, absolute_link):
            for found in addresses_in(render(text, markup=markup, resolve_link=resolver)):
                assert re.match("https?://[^/]|mailto:", found, re.IGNORECASE)


@pytest.mark.parametrize(
    "text", ["", "plain", "[a](https://x.example/)", "`[a](/x)`", "https://x.example", "a@b.example"]
)
def test_a_text_without_relative_links_has_none(text: str) -> None:
    assert not has_relative_links(text)
