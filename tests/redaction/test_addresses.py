"""Addresses are masked however they are spelled; a second masking changes nothing; the time is linear."""

import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit.redaction import EMAIL, mask_addresses

LABEL = st.text(alphabet=string.ascii_lowercase + string.digits, min_size=1, max_size=12)
NAMES = st.text(alphabet=string.ascii_letters + string.digits + "._%+-", min_size=1, max_size=40)
ENDS = st.sampled_from(["org", "com", "co.uk", "technology", "xn--p1ai"])
WORDS = st.text(alphabet=string.ascii_letters + "äöüß ,.!?\n", max_size=60)


def spelled(name: str, sign: str, host: str, dot: str, end: str) -> str:
    return f"{name}{sign}{host}{dot}{end.replace('.', dot)}"


SIGNED = st.builds(
    spelled,
    NAMES,
    st.sampled_from(
        ["@", " @ ", "[at]", " [at] ", " (at) ", "(AT)", "<at>", " {at} ", "\uff20", "\u200b@", "%40"]
    ),
    LABEL,
    st.sampled_from([".", " dot ", " DOT ", "[dot]", " (dot) ", "[.]"]),
    ENDS,
)
IN_WORDS = st.builds(
    spelled,
    NAMES,
    st.sampled_from([" at ", "  at ", " AT ", "\nat "]),
    LABEL,
    st.sampled_from([".", " dot "]),
    ENDS,
)


@given(WORDS, SIGNED, WORDS)
def test_no_address_with_a_sign_survives(before: str, address: str, after: str) -> None:
    masked = mask_addresses(f"{before} {address} {after}")
    assert address not in masked
    assert EMAIL in masked


@given(WORDS, SIGNED | IN_WORDS, WORDS)
def test_no_address_in_words_survives_where_they_are_masked(before: str, address: str, after: str) -> None:
    masked = mask_addresses(f"{before} {address} {after}", words=True)
    assert address not in masked
    assert EMAIL in masked


@given(
    st.lists(SIGNED | IN_WORDS | WORDS | st.sampled_from(["@", " at ", "[", "]", EMAIL]), max_size=8),
    st.booleans(),
)
def test_a_second_masking_changes_nothing(parts: list[str], words: bool) -> None:
    masked = mask_addresses("".join(parts), words=words)
    assert mask_addresses(masked, words=words) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Write to ada@example.org.", "Write to [e-mail]."),
        ("<ada@[192.0.2.1]>", "<[e-mail]>"),
        ('"ada l"@example.org', "[e-mail]"),
        ("ada at example.org (Ada)", "[e-mail] (Ada)"),
        ("a...@example.com wrote:", "[e-mail] wrote:"),
        ("meet at noon. Then go", "meet at noon. Then go"),
        ("at 10.30 or at 5.00", "at 10.30 or at 5.00"),
        ("C@ & @decorator", "C@ & @decorator"),
    ],
)
def test_examples(text: str, masked: str) -> None:
    assert mask_addresses(text, words=True) == masked


@pytest.mark.parametrize(
    "text", ["look at example.org", "she looked at polka dot dresses", "at the dot", "at dot com"]
)
def test_words_are_left_alone_by_default(text: str) -> None:
    assert mask_addresses(text) == text


@pytest.mark.parametrize(
    "address", ["ada at example dot org", "ADA  AT example DOT co DOT uk", "a.b at x dot com"]
)
def test_an_address_with_its_dots_in_words_is_always_masked(address: str) -> None:
    assert mask_addresses(f"Write to {address}, please") == "Write to [e-mail], please"


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["a@", "a.", "a at ", "a dot ", "[at]", "(dot)", "at ", "@ ", '"a', "a[", "-."]
)
def test_the_time_is_linear(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    started = time.perf_counter()
    mask_addresses(text, words=True)
    assert time.perf_counter() - started < 10
