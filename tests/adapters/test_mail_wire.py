"""What the mail server gets: every header as it is meant, byte for byte."""

import email
import email.header
import re
from email.policy import default
from typing import Any

import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st

from commkit.adapters.mail import compose
from commkit.adapters.mail.composing import parse_sender
from commkit.notifications import MailMessage
from tests.adapters.test_mail_composing import MAIL, SENDER
from tests.adapters.test_mail_smtp import sender_to
from tests.helpers import assert_invalid
from tests.notifications.post_office import open_post_office

SITE = "https://town.example.org/unsubscribe?token="
NAMES = [
    "Ada", "Größe & Maß", "Ärger: über alles", "日本語の件名、とても長い件名です。" * 8, "Привет, мир! " * 12,
    "שלום עולם", "مرحبا بالعالم", "नमस्ते दुनिया", "สวัสดี", "क\u200cष",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467 family", "a  b",
    "=?utf-8?q?no_word?=", "half =? word", 'Ada "the" \\ Countess', "Lovelace, Ada", "Ada <ada@example.net>",
    "x" * 190, "全角\u3000空白", "é" * 180, "a" * 70 + " ü",
]  # fmt: skip
LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\u202d\u202e")
TEXTS = st.text(LETTERS, max_size=150)


def lines_of(raw: bytes) -> list[bytes]:
    return raw.partition(b"\r\n\r\n")[0].split(b"\r\n")


def header_in(raw: bytes, name: str) -> str:
    """A header after unfolding, which takes away line ends before white space (RFC 5322), and nothing else."""
    head = raw.partition(b"\r\n\r\n")[0].replace(b"\r\n ", b" ").decode("ascii")
    (found,) = re.findall(rf"(?m)^{name}:(.*)\r?$", head)
    return str(found).strip()


ENCODED_WORD = re.compile(rb"=\?[!->@-~]+\?[BQ]\?[!->@-~]*\?=")


def check_lines(raw: bytes) -> None:
    for line in lines_of(raw):
        assert len(line) <= 998
        assert line.strip()
        assert re.match(rb"[!-9;-~]+: ?| ", line)
        if ENCODED_WORD.search(line):
            assert len(line) <= 76


def received(message: MailMessage) -> bytes:
    with open_post_office() as office:
        sender_to(office.port).send(message)
        (raw,) = office.raw
        return raw


def decoded(raw: bytes) -> Any:
    return email.message_from_bytes(raw, policy=default)


def words_in(header: str) -> str:
    """The text of a header, by the older decoder: the newer one puts spaces between the words of a name."""
    return "".join(
        part if isinstance(part, str) else part.decode(charset or "ascii")
        for part, charset in email.header.decode_header(header)
    )


def name_in(raw: bytes, name: str) -> str:
    phrase = header_in(raw, name).rpartition("<")[0].strip()
    if phrase.startswith('"'):
        return re.sub(r"\\(.)", r"\1", phrase[1:-1])
    return words_in(phrase)


@pytest.mark.parametrize("length", [10, 100, 500, 900, 950])
def test_the_server_gets_the_plain_uri_however_long_the_token_is(length: int) -> None:
    uri = SITE + "aB.-_9"[:6] + "x" * (length - 6)
    raw = received(evolve(MAIL, unsubscribe=uri))
    assert header_in(raw, "List-Unsubscribe") == f"<{uri}>"
    assert header_in(raw, "List-Unsubscribe-Post") == "List-Unsubscribe=One-Click"
    assert uri.encode() in raw
    check_lines(raw)


@given(
    token=st.text(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%=&,;:@/?+!$'()*",
        min_size=1,
        max_size=950,
    )
)
@example(token="x" * 952)
def test_any_uri_stands_on_the_wire_as_it_is(token: str) -> None:
    raw = compose(evolve(MAIL, unsubscribe=SITE + token), sender=SENDER).as_bytes()
    assert header_in(raw, "List-Unsubscribe") == f"<{SITE}{token}>"
    check_lines(raw)


def test_a_uri_that_no_line_holds_is_refused() -> None:
    with assert_invalid(list_unsubscribe="too_long"):
        compose(evolve(MAIL, unsubscribe=SITE + "x" * 953), sender=SENDER)


@pytest.mark.parametrize(
    ("url", "on_the_wire"),
    [
        ("https://müller.example/ab?token=x", "https://xn--mller-kva.example/ab?token=x"),
        (
            "https://müller.example:8443/größe?t=ü",
            "https://xn--mller-kva.example:8443/gr%C3%B6%C3%9Fe?t=%C3%BC",
        ),
        ("https://town.example.org/a b?t=<x>", "https://town.example.org/a%20b?t=%3Cx%3E"),
        ("https://[::1]:8443/x", "https://[::1]:8443/x"),
        ("mailto:leave@example.org?subject=x", "mailto:leave@example.org?subject=x"),
    ],
)
def test_a_url_is_ascii_on_the_wire(url: str, on_the_wire: str) -> None:
    raw = compose(evolve(MAIL, unsubscribe=url), sender=SENDER).as_bytes()
    assert header_in(raw, "List-Unsubscribe") == f"<{on_the_wire}>"
    assert (b"List-Unsubscribe-Post" in raw) == url.startswith("https")


@pytest.mark.parametrize(
    "url", ["", "/unsubscribe", "javascript:x", "https:///x", "https://x.example\r\nBcc: eve@x", "https://[x"]
)
def test_what_is_no_url_is_no_header(url: str) -> None:
    raw = compose(evolve(MAIL, unsubscribe=url), sender=SENDER).as_bytes()
    assert b"List-Unsubscribe" not in raw
    assert b"\nBcc" not in raw


@pytest.mark.parametrize("length", [1, 30, 100, 900])
def test_ids_stand_on_the_wire_as_they_are(length: int) -> None:
    word = "a" * length
    raw = received(evolve(MAIL, id=word, thread=word, slug=word))
    for name in ("Message-ID", "References", "In-Reply-To"):
        assert header_in(raw, name) == f"<{word}@example.org>"
    assert header_in(raw, "List-Id") == f"<{word}.communities.example.org>"
    check_lines(raw)


def test_mail_of_a_list_of_its_own_names_that_list() -> None:
    raw = received(evolve(MAIL, list_id="0a1b.newsletters"))
    assert header_in(raw, "List-Id") == "<0a1b.newsletters.communities.example.org>"
    check_lines(raw)


def test_an_id_that_no_line_holds_is_shortened_to_the_same_one_each_time() -> None:
    first, again, other = (
        header_in(compose(evolve(MAIL, id=word), sender=SENDER).as_bytes(), "Message-ID")
        for word in ("a" * 2_000, "a" * 2_000, "a" * 1_999)
    )
    assert first == again != other


@pytest.mark.parametrize("id", ["", "...", ".a..b.", "a b", "ü", "a@b", "<a>", "a\r\nBcc: x"])
def test_an_id_has_the_form_of_one(id: str) -> None:
    for mail in (evolve(MAIL, id=id, thread=id, slug=id), evolve(MAIL, list_id=id)):
        raw = compose(mail, sender=SENDER).as_bytes()
        for name in ("Message-ID", "References", "In-Reply-To", "List-Id"):
            assert re.fullmatch(r"<[\w-]+(\.[\w-]+)*(@[\w-]+)?(\.[\w-]+)+>", header_in(raw, name))


@pytest.mark.parametrize("text", NAMES)
def test_a_text_in_any_script_arrives_as_it_was(text: str) -> None:
    raw = received(evolve(MAIL, subject=text, name=text, community=text))
    check_lines(raw)
    text = text.strip()
    read = decoded(raw)
    assert read["Subject"] == text
    assert [who.addr_spec for who in read["To"].addresses] == [MAIL.to]
    assert name_in(raw, "To") == name_in(raw, "From") == text


@given(text=TEXTS)
def test_any_subject_arrives_as_it_was(text: str) -> None:
    raw = compose(evolve(MAIL, subject=text, name=text, community=text), sender=SENDER).as_bytes()
    check_lines(raw)
    assert words_in(header_in(raw, "Subject")) == text.strip()
    assert name_in(raw, "To") == text.strip()
    assert name_in(raw, "From") == (text.strip() or "Town Hall")
    assert len(decoded(raw)["To"].addresses) == len(decoded(raw)["From"].addresses) == 1


def test_the_domain_of_the_sender_is_ascii_in_every_header() -> None:
    sender = parse_sender("Müller <post@müller.example>")
    raw = compose(evolve(MAIL, community=""), sender=sender).as_bytes()
    assert raw.isascii()
    assert header_in(raw, "Message-ID") == "<abc.def@xn--mller-kva.example>"
    (from_,) = decoded(raw)["From"].addresses
    assert (from_.display_name, from_.addr_spec) == ("Müller", "post@xn--mller-kva.example")
