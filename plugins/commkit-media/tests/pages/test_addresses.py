"""Names of pages are written in one way; what is hostile or somebody else's is refused."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit import Invalid
from commkit_media import TRACKING, PageSettings
from commkit_media.pages.addresses.policy import ascii_host, page_key, sections_of

HOSTS = ("news.example", "news.example:8443", "*.blogs.example", "xn--bcher-kva.example")


def key(name: str) -> str:
    return page_key(name, hosts=HOSTS, tracking=TRACKING)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("https://news.example", "https://news.example/"),
        ("HTTP://News.Example:80/", "https://news.example/"),
        ("https://news.example:443/a/", "https://news.example/a"),
        ("https://news.example.:8443/a", "https://news.example:8443/a"),
        ("https://news.example/a#comments", "https://news.example/a"),
        ("https://news.example/a?utm_source=x&id=7&fbclid=y&UTM_x=1", "https://news.example/a?id=7"),
        ("https://news.example/a?b=2&a=1", "https://news.example/a?b=2&a=1"),
        ("https://news.example/a?", "https://news.example/a"),
        ("https://news.example/a/../b/./c", "https://news.example/b/c"),
        ("https://news.example/%7euser/%e4%bd%a0", "https://news.example/~user/%E4%BD%A0"),
        ("https://news.example/你", "https://news.example/%E4%BD%A0"),
        ("https://news.example/a%2Fb", "https://news.example/a%2Fb"),
        ("https://news.example/%2e%2e/b", "https://news.example/b"),
        ("https://Bücher.example/x", "https://xn--bcher-kva.example/x"),
        ("https://anna.blogs.example/1", "https://anna.blogs.example/1"),
        ("sport/42", "sport/42"),
    ],
)
def test_a_page_is_written_in_one_way(name: str, kept: str) -> None:
    assert key(name) == kept
    assert key(kept) == kept


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("https://evil.example/a", "foreign_host"),
        ("https://blogs.example/a", "foreign_host"),
        ("https://xblogs.example/a", "foreign_host"),
        ("https://news.example:8080/a", "foreign_host"),
        ("https://news.example@evil.example/", "has_user"),
        ("https://a:b@news.example/", "has_user"),
        ("https://news.example\\@evil.example/", "malformed"),
        ("https://evil.example\\.news.example/", "malformed"),
        (" https://news.example/", "malformed"),
        ("https://news.example/a b", "malformed"),
        ("https://news.example/a%0d%0aSet-Cookie:x", "malformed"),
        ("https://news.example/%00", "malformed"),
        ("https://news.example/%zz", "malformed"),
        ("https://news.example/<script>", "malformed"),
        ("javascript:alert(1)", "other_scheme"),
        ("data:text/html,x", "other_scheme"),
        ("ftp://news.example/", "other_scheme"),
        ("//news.example/", "other_scheme"),
        ("https:///a", "no_host"),
        ("https://news.example:0/", "no_host"),
        ("https://news.example:99999/", "malformed"),
        ("https://[::1]/", "bad_host"),
        ("https://[::1/", "malformed"),
        ("https://127.0.0.1/", "bad_host"),
        ("https://0x7f000001/", "foreign_host"),
        ("https://faß.example/", "ambiguous_host"),
        ("https://news..example/", "bad_host"),
        ("https://-news.example/", "bad_host"),
        ("https://news.example/" + "你" * 400, "too_long"),
        ("", "malformed"),
        ("an id", "malformed"),
        ("x" * 201, "malformed"),
    ],
)
def test_what_is_hostile_or_not_ours_is_refused(name: str, fault: str) -> None:
    with pytest.raises(Invalid) as caught:
        key(name)
    assert caught.value.code == "media.bad_page"
    assert [error.code for error in caught.value.errors] == [fault]


@given(st.text(max_size=40), st.sampled_from(["https://news.example", "http://anna.blogs.example", ""]))
def test_what_is_kept_is_kept_again_and_is_of_our_sites(rest: str, site: str) -> None:
    try:
        kept = key(site + rest)
    except Invalid:
        return
    assert key(kept) == kept
    assert kept.isascii()
    assert kept.isprintable()
    if ":" in kept:
        parts = urlsplit(kept)
        assert (parts.scheme, parts.username, parts.fragment) == ("https", None, "")
        assert parts.netloc in HOSTS or parts.netloc.endswith(".blogs.example")


@given(st.text(max_size=30))
def test_a_host_is_a_name_or_is_refused(host: str) -> None:
    try:
        name = ascii_host(host)
    except Invalid:
        return
    assert ascii_host(name) == name
    assert name == name.lower()
    assert name.isascii()


def test_sections_are_whole_parts_the_innermost_first() -> None:
    assert sections_of("https://news.example/sport/2026?id=7") == (
        "https://news.example/sport/2026",
        "https://news.example/sport",
        "https://news.example",
    )
    assert sections_of("sport/42") == ("sport/42", "sport")
    assert sections_of("https://news.example/") == ("https://news.example",)


@pytest.mark.parametrize(
    "host", ["News.example", "https://news.example", "news.example/", "*.", "bücher.example", "a:0"]
)
def test_settings_name_hosts(host: str) -> None:
    with pytest.raises(Invalid) as caught:
        PageSettings(hosts=(host,))
    assert caught.value.code == "media.bad_settings"
