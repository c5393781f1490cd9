"""Names of hosts have one form, label by label."""

import sys
from unicodedata import category

import idna
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit.adapters.mail.addresses import ascii_domain
from commkit.moderation import ModerationSettings
from commkit.moderation.checks.policy import CheckedText, check_links
from commkit.runtime.values.domains import map_domain, normalize_host


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("Example.ORG.", "example.org"),
        ("straße.example", "xn--strae-oqa.example"),
        ("STRAẞE.example", "xn--strae-oqa.example"),
        ("strasse.example", "strasse.example"),
        ("\u0131.example", "xn--cfa.example"),
        ("ςίγμας.example", "xn--kxaef0b1ae.example"),
        ("क्\u200dष.example", "xn--11b2ezcw70k.example"),
        ("\u0646\u0627\u0645\u0647\u200c\u0627\u06cc.example", "xn--mgba3gch31f060k.example"),
        ("b\u200dad.example", "bad.example"),
        ("b\u00adad\u3002example", "bad.example"),
        ("\u0254" + "x" * 70 + ".müller.example", "\u0254" + "x" * 70 + ".xn--mller-kva.example"),
        ("a@b@bad.example:80", "bad.example"),
        ("b%61d%2Eexample", "bad.example"),
        ("0x7f.1", "127.0.0.1"),
        ("2130706433", "127.0.0.1"),
        ("0177.0.0.01", "127.0.0.1"),
        ("1.2.3.4.5", "1.2.3.4.5"),
        ("256.1.1.1", "256.1.1.1"),
        ("09.1.1.1", "09.1.1.1"),
        ("[0:0::1]:80", "[::1]"),
        ("[x]", "x"),
        ("", ""),
    ],
)
def test_a_host_has_one_name(host: str, name: str) -> None:
    assert normalize_host(host) == name


def test_characters_are_mapped_as_the_standard_says() -> None:
    """By the package that has its table; characters that this Python does not know yet cannot be compared."""
    for code in range(0x80, sys.maxunicode + 1):
        character = chr(code)
        if category(character) in ("Cn", "Cs") or character in "\u200c\u200d":
            continue
        try:
            mapped = idna.uts46_remap(character, std3_rules=False, transitional=False)
        except idna.IDNAError:
            continue
        assert map_domain(character) == mapped, hex(code)


@given(st.text(max_size=300))
def test_any_text_has_a_name_of_bounded_length(host: str) -> None:
    assert len(normalize_host(host)) < 10 * 253


@pytest.mark.parametrize(
    "domain", ["müller.example", "straße.example", "\u0131x.example", "ςίγμας.example", "क्\u200dष.example"]
)
def test_denied_domains_are_met_in_either_spelling_and_mails_go_to_the_same(domain: str) -> None:
    ascii_name = ascii_domain(domain)
    assert ascii_name == normalize_host(domain)
    for denied in (domain, ascii_name):
        for written in (
            domain,
            ascii_name,
            f"www.{domain}",
            "y" * 70 + f".{domain}",
            "\u00fc" * 70 + f".{ascii_name}",
        ):
            for text in (f"https://{written}/x", f"[x](http:/{written})"):
                found = check_links(CheckedText(text), ModerationSettings(denied_domains=(denied,)))
                assert found == f"a link to {ascii_name}"


def test_other_names_are_others() -> None:
    settings = ModerationSettings(denied_domains=("straße.example",))
    assert check_links(CheckedText("https://strasse.example"), settings) is None
