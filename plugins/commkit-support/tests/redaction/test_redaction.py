"""Redaction: what the rule names never survives, and what it does not name is left alone."""

import re
import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from commkit.redaction import fold_text
from commkit_support import redact

WORDS = st.text(alphabet=string.ascii_letters + "äöüß ,.!?\n", max_size=60)
LABEL = st.text(alphabet=string.ascii_lowercase + string.digits, min_size=1, max_size=12)
EMAILS = st.builds(
    lambda name, host, end: f"{name}@{host}.{end}",
    st.text(alphabet=string.ascii_letters + string.digits + "._%+-", min_size=1, max_size=40),
    LABEL,
    st.sampled_from(["org", "com", "co.uk", "technology"]),
)
SEPARATORS = st.sampled_from(["", "", "", " ", "-", ".", "/", " (", ") ", ") -"[:2]])
PHONES = st.builds(
    lambda plus, digits, gaps: (
        plus + "".join(d + g for d, g in zip(digits, gaps, strict=False)).rstrip(" -./()")
    ),
    st.sampled_from(["", "+", "00"]),
    st.text(alphabet=string.digits, min_size=8, max_size=15),
    st.lists(SEPARATORS, min_size=15, max_size=15),
)
TOKENS = st.text(alphabet=string.ascii_letters + string.digits + "_-", min_size=20, max_size=200).filter(
    lambda token: re.search(r"\d", token) and re.search(r"[A-Za-z]", token)
)


def around(before: str, middle: str, after: str) -> str:
    return f"{before} {middle} {after}"


@given(WORDS, EMAILS, WORDS)
def test_no_email_address_survives(before: str, address: str, after: str) -> None:
    redacted = redact(around(before, address, after))
    assert address not in redacted
    assert "@" not in redacted


@given(WORDS, PHONES, WORDS)
def test_no_phone_number_survives(before: str, number: str, after: str) -> None:
    digits = re.sub(r"\D", "", number)
    assume(not re.fullmatch(r"\d{4}-\d{2}-\d{2}", number))
    redacted = redact(around(before, number, after))
    assert number not in redacted
    assert digits not in re.sub(r"\D", "", redacted)


@given(WORDS, TOKENS, WORDS)
def test_no_token_survives(before: str, token: str, after: str) -> None:
    assert token not in redact(around(before, token, after))


@given(
    WORDS,
    st.sampled_from(["password", "API-Key", "secret", "token", "passwd"]),
    st.sampled_from([": ", "=", " = ", ":"]),
    LABEL,
    WORDS,
)
def test_no_named_secret_survives(before: str, name: str, sign: str, secret: str, after: str) -> None:
    assume(secret not in "secret")
    redacted = redact(around(before, f"{name}{sign}{secret}", after))
    assert f"{name}{sign}[secret]" in redacted


@given(
    st.text()
    | st.lists(
        EMAILS | PHONES | TOKENS | WORDS | st.sampled_from(["password:", "Bearer ", "=", "[", "]"])
    ).map("".join)
)
def test_redacting_twice_changes_nothing(text: str) -> None:
    once = redact(text)
    assert redact(once) == once


@given(st.text(alphabet=string.ascii_letters + " äöü.,!?()\n", max_size=300))
def test_plain_prose_is_unchanged(text: str) -> None:
    assume(not re.search(r"(?i)bearer|basic", text))
    assert redact(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Python 3.13.1 on Ubuntu 24.04 since 2026-01-31, at 12:30:00",
        "line 1204 of /usr/lib/python3.11/site-packages/foo/bar.py",
        "the token is expired, the password was right, a basic understanding",
        "@ada and @bob, see #1234 and https://example.org/docs/getting-started",
        "it costs 1,000,000 in 30 days",
    ],
)
def test_useful_technical_text_is_kept(text: str) -> None:
    assert redact(text) == text


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("mail <ada.lovelace+x@mail.example.co.uk>!", "mail <[e-mail]>!"),
        ("call (0660) 123 45 67 or +43-1-234567", "call [number] or [number]"),
        ("Authorization: Bearer eyJhbGciOi.J9.abc1", "Authorization: Bearer [secret]"),
        ("key AKIAIOSFODNN7EXAMPLE!", "key [token]!"),
        ("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "[token]"),
        ("id 01a203fd-db3a-7036-baf7-bd3fe5f5bb25", "id [token]"),
        ("from 192.168.100.20", "from [number]"),
    ],
)
def test_examples(text: str, redacted: str) -> None:
    assert redact(text) == redacted


@pytest.mark.parametrize("piece", ["a", "1", "a@", "@", "password:", "1-", "a1", "+", "é ", "Bearer "])
def test_redaction_is_fast_on_any_text(piece: str) -> None:
    """A pattern that tries everything twice would need hours for these; the test's time limit would end it."""
    redact(piece * (40_000 // len(piece)))


INVISIBLE = st.sampled_from(["", "", "", "\u200b", "\u00ad", "\u2060", "\ufeff", "\ufe0f"])
SPACES = st.sampled_from([" ", "\u00a0", "\u2009", "\u202f", "\u3000"])
DASHES = st.sampled_from(["-", "\u2010", "\u2011", "\u2013", "\u2014", "\u2212", "\uff0d", "\u2060-"])


@given(WORDS, EMAILS, st.sampled_from("@\uff20\ufe6b"), st.lists(INVISIBLE, min_size=60, max_size=60), WORDS)
def test_no_disguised_email_address_survives(
    before: str, address: str, sign: str, between: list[str], after: str
) -> None:
    disguised = "".join(
        (sign if character == "@" else character) + between[place % 60]
        for place, character in enumerate(address)
    )
    assert sign not in redact(around(before, disguised, after))


@given(WORDS, st.text(alphabet=string.digits, min_size=8, max_size=15), st.data(), WORDS)
def test_no_disguised_phone_number_survives(
    before: str, digits: str, data: st.DataObject, after: str
) -> None:
    wide = str.maketrans(string.digits, "".join(chr(0xFF10 + digit) for digit in range(10)))
    written = digits.translate(wide) if data.draw(st.booleans()) else digits
    separator = data.draw(SPACES | DASHES)
    number = separator.join(written[start : start + 3] for start in range(0, len(written), 3))
    redacted = redact(around(before, number, after))
    assert not re.search(r"\d", redacted)


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("ada\uff20example\uff0eorg", "[e-mail]"),
        ("ada@\u200bexample.org", "[e-mail]"),
        ("mailto:ada%40example%2Eorg", "mailto:[e-mail]"),
        ("call +43\u00a0664\u00a0123\u00a045\u00a067", "call [number]"),
        ("0664\u2011123\u201145\u201167 or 0664\u2013123\u201345\u201367", "[number] or [number]"),
        ("**password:** hunter2", "**password:** [secret]"),
        ("`password` : `hunter2`", "`password` : `[secret]"),
        ("password\uff1a hunter2", "password\uff1a [secret]"),
        ("Passwort: hunter2", "Passwort: [secret]"),
        ("Mot de passe : hunter2", "Mot de passe : [secret]"),
        ("CONTRASE\u00d1A=hunter2", "CONTRASE\u00d1A=[secret]"),
        ("\u041f\u0430\u0440\u043e\u043b\u044c: hunter2", "\u041f\u0430\u0440\u043e\u043b\u044c: [secret]"),
        ("\u5bc6\u7801\uff1ahunter2", "\u5bc6\u7801\uff1a[secret]"),
        ("\u30d1\u30b9\u30ef\u30fc\u30c9: hunter2", "\u30d1\u30b9\u30ef\u30fc\u30c9: [secret]"),
        ("pass\u00adword: hunter2", "pass\u00adword: [secret]"),
        ("Zürich \u2013 wie geht\u2019s? \u00bd \u2026 \u00a0 2026\u201101\u201131", None),
        ("\u30b5\u30fc\u30d0\u30fc\u3002 100%20 \U0001f468\u200d\U0001f469\u200d\U0001f467", None),
    ],
)
def test_texts_are_redacted_as_people_read_them(text: str, redacted: str | None) -> None:
    assert redact(text) == (text if redacted is None else redacted)


@given(st.text())
def test_a_folded_text_tells_what_each_of_its_characters_stands_for(text: str) -> None:
    folded = fold_text(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(end > start for start, end in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)
