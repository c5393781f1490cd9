"""However an address is spelled: what is rendered, what rules read, what counts, and what a mail holds are one."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit.moderation import ModerationSettings
from commkit.moderation.checks.policy import CheckedText, check_links
from commkit.rendering import absolute_link, link_host, read_shown, render

HREF = re.compile(r'(?:href|src)="([^"]*)"')
SETTINGS = ModerationSettings(denied_domains=("spam.example",))

SPELLINGS = [
    "http:/spam.example", "https:/spam.example", "http:///spam.example", "https:////spam.example/x",
    "http:spam.example",
    "HTTP:/SPAM.example", "//spam.example", "///spam.example", "/\\spam.example", "\\\\spam.example", "\\/spam.example",
    "http:\\\\spam.example", "http:/\\/spam.example", "https:\\/spam.example\\x?y\\z", "ht\ntp:/spam.example",
    "http:\n/spam.example", "\t http:\t/\r/spam.example ", "http:/user:pass@spam.example:80/x",
    "http:/www.sp%61m.example", "http:/\uff53\uff50\uff41\uff4d\u3002example", "http:/spam.example?x",
    "http:/spam.example#x", "http:/spam.example.",
    "http:/good.example@spam.example", "//sp\u00adam.example", "https://a:b@sp\u00adam.example:80/x",
    "https://\uff53pam\uff0eexample/\u00e9",
]  # fmt: skip


def entities(text: str) -> str:
    return "".join(f"&#{ord(character)};" for character in text)


@pytest.mark.parametrize("address", SPELLINGS)
def test_a_link_is_one_for_readers_rules_counts_and_mails(address: str) -> None:
    assert_is_a_link(address)


def assert_is_a_link(address: str) -> None:
    for markup in ("html", "markdown"):
        if markup == "markdown" and re.search(r"[\s\\()<>]", address):
            continue  # there it is written in another way, or escaped
        text = f"[x]({address})" if markup == "markdown" else f'<a href="{entities(address)}">x</a>'
        (shown,) = map(unescape, HREF.findall(render(text, markup=markup)))
        assert re.match("(?:https?:)?//[^/]", shown, re.IGNORECASE), "it is written as it is read"
        assert read_shown(text, markup=markup).links == (shown,)
        assert link_host(shown) == link_host(address)
        checked = CheckedText(text, markup=markup)
        assert check_links(checked, SETTINGS) == "a link to spam.example"
        assert check_links(checked, ModerationSettings(max_links=0)) == "1 links; at most 0 are allowed"
        (mailed,) = map(unescape, HREF.findall(render(text, markup=markup, resolve_link=absolute_link)))
        assert link_host(mailed) == link_host(address)
        assert re.match("https?://[^/]", mailed, re.IGNORECASE)


_SLASHES = st.text("/\\", min_size=2, max_size=4)
_NOISE = st.text("\t\n\r", max_size=1)
_NAMES = st.sampled_from(["spam.example", "SPAM.example", "a.b.spam.example", "sp%61m.example", "spam\u3002example",
                          "sp\u00adam.example", "\uff53pam.example.", "spam%2eexample"])  # fmt: skip


@st.composite
def spellings(draw: st.DrawFn) -> str:
    scheme = draw(st.sampled_from(["", "http:", "https:", "HtTpS:", "ht\ntp:"]))
    slashes = draw(st.text("/\\", max_size=4) if scheme else _SLASHES)
    user = draw(st.sampled_from(["", "a@", "good.example@", "a:b@"]))
    port = draw(st.sampled_from(["", ":80", ":"]))
    rest = draw(st.sampled_from(["", "/", "/x", "\\x", "?x", "#x", "/@good.example"]))
    spaces = draw(st.text(" \t\n", max_size=2))
    noise = draw(_NOISE)
    return f"{spaces}{scheme}{noise}{slashes}{noise}{user}{draw(_NAMES)}{port}{rest}{spaces}"


@given(spellings())
def test_generated_spellings(address: str) -> None:
    assert_is_a_link(address)


@given(st.text(st.sampled_from("/\\?#.:ahtps&<>\"' []()%\t@"), max_size=20))
def test_whatever_is_rendered_is_what_rules_read(address: str) -> None:
    for text, markup in ((f"[x]({address})", "markdown"), (f'<a href="{entities(address)}">x</a>', "html")):
        for shown in map(unescape, HREF.findall(render(text, markup=markup))):
            host = link_host(shown)
            names_a_host = re.match("(?:https?:)?//", shown, re.IGNORECASE) is not None
            assert (host is not None) == names_a_host
            mailed = absolute_link(shown, base_url="https://town.example")
            assert mailed is None or (host is None) or link_host(mailed) == host


@pytest.mark.parametrize("address", ["http:", "http://", "//", "https:///", "http://@/x", "//:80"])
def test_what_names_no_host_is_no_link(address: str) -> None:
    assert link_host(address) is None
    assert absolute_link(address, base_url="https://town.example") is None
    assert HREF.findall(render(f'<a href="{address}">x</a>', markup="html")) == []


def test_control_a_pattern_with_two_slashes_does_not_see_them() -> None:
    """The rule that stood here once."""
    pattern = re.compile(r"(?:https?:)?//+([^/?#]*)|https?:([^/?#]+)", re.IGNORECASE)
    assert pattern.match("http:/spam.example") is None
    assert link_host("http:/spam.example") == "spam.example"
