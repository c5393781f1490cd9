"""Letters as messages: what people wrote adds no header and no receiver, whatever it is."""

import email
from email.message import EmailMessage
from email.policy import default

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from commkit.adapters.mail import SmtpMail, compose
from commkit.adapters.mail.composing import parse_sender
from commkit.notifications import MailMessage, MailRefused
from tests.helpers import assert_invalid

SENDER = parse_sender("Town Hall <town@example.org>")
MAIL = MailMessage(
    id="abc.def",
    thread="thread1",
    to="ada@example.com",
    name="Ada",
    community="Town",
    slug="town",
    subject="[Town] Why?",
    text="I wonder.\n",
    html="<p>I wonder.</p>",
    unsubscribe="https://town.example.org/unsubscribe?token=a.b",
)
HEADERS = {
    "From", "To", "Subject", "Message-ID", "References", "In-Reply-To", "List-Id", "List-Unsubscribe",
    "List-Unsubscribe-Post", "Auto-Submitted", "X-Auto-Response-Suppress", "MIME-Version", "Content-Type",
    "Content-Transfer-Encoding",
}  # fmt: skip


def over_the_wire(message: MailMessage) -> EmailMessage:
    raw = compose(message, sender=SENDER).as_bytes()
    return email.message_from_bytes(raw, policy=default)


def test_a_message_survives_serialization() -> None:
    read = over_the_wire(MAIL)
    assert (read["From"], read["To"], read["Subject"]) == (
        "Town <town@example.org>", "Ada <ada@example.com>", "[Town] Why?",
    )  # fmt: skip
    assert (read["Message-ID"], read["References"]) == ("<abc.def@example.org>", "<thread1@example.org>")
    assert read["List-Unsubscribe"] == f"<{MAIL.unsubscribe}>"
    assert read["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert read.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in read.iter_parts()] == ["text/plain", "text/html"]


def test_without_html_it_is_plain() -> None:
    read = over_the_wire(evolve(MAIL, html=""))
    assert (read.get_content_type(), read.get_content()) == ("text/plain", "I wonder.\r\n")


@pytest.mark.parametrize(
    "evil",
    [
        "x\r\nBcc: eve@example.net",
        "x\nBcc: eve@example.net",
        "x\r\n\r\nbody",
        "\u2028Bcc: eve",
        "x\x00y",
        "\x85Bcc: e",
    ],
)
def test_no_text_injects_a_header_or_a_recipient(evil: str) -> None:
    read = over_the_wire(
        evolve(
            MAIL, id=evil, thread=evil, name=evil, community=evil, slug=evil, subject=evil, unsubscribe=evil
        )
    )
    assert set(read.keys()) <= HEADERS
    assert "Bcc" not in read
    assert read["To"].addresses[0].addr_spec == "ada@example.com"
    assert len(read["To"].addresses) == len(read["From"].addresses) == 1


@given(text=st.text(max_size=400))
def test_any_text_makes_a_message(text: str) -> None:
    message = evolve(
        MAIL, id=text, thread=text, name=text, community=text, slug=text, subject=text, unsubscribe=text
    )
    read = over_the_wire(message)
    assert set(read.keys()) <= HEADERS
    assert len(read["To"].addresses) == len(read["From"].addresses) == 1
    assert read["From"].addresses[0].addr_spec == "town@example.org"
    assert read["To"].addresses[0].addr_spec == "ada@example.com"


@given(body=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=2_000))
def test_any_body_arrives_as_it_was(body: str) -> None:
    read = over_the_wire(evolve(MAIL, text=f"{body}\n", html=""))
    assert read.get_content().replace("\r\n", "\n") == f"{body}\n"


@pytest.mark.parametrize(
    "address",
    [
        "", "ada", "@example.com", "ada@", "ada@example.com, eve@example.net",
        "ada@example.com\r\nBcc: eve@example.net",
        "Ada <ada@example.com>", "a b@example.com", "ada@example.com\n", "ada@exa mple.com", "<ada@example.com>",
        "ada@@example.com", "\x00@example.com",
    ],
)  # fmt: skip
def test_an_invalid_address_is_refused(address: str) -> None:
    with pytest.raises(MailRefused) as refused:
        over_the_wire(evolve(MAIL, to=address))
    assert refused.value.address_gone


@given(address=st.text(max_size=60))
def test_any_address_is_one_recipient_or_refused(address: str) -> None:
    try:
        read = over_the_wire(evolve(MAIL, to=address))
    except MailRefused:
        return
    assert len(read["To"].addresses) == 1
    assert set(read.keys()) <= HEADERS


@pytest.mark.parametrize("sender", ["", "Town", "Town <>", "a@b@c", "town@example.org\nBcc: eve@example.net"])
def test_a_sender_must_be_an_address(sender: str) -> None:
    with assert_invalid(sender="no_address"):
        SmtpMail("localhost", sender=sender)


def test_a_sender_needs_no_display_name() -> None:
    assert parse_sender("town@example.org").addr_spec == "town@example.org"
    assert parse_sender('"Town, Hall" <town@example.org>').display_name == "Town, Hall"
