"""Which topics a text is about, and what is private in it."""

from hypothesis import given
from hypothesis import strategies as st

from commkit_support import ScopeTopic, TopicAction, mask_private
from commkit_support.charter.policy import topics_of


def found(text: str, *words: str) -> bool:
    topic = ScopeTopic("law", "Law", "Why.", TopicAction.OFFER, words=words)
    return bool(topics_of(text, [topic], safety_words=()))


def test_words_are_whole_phrases_and_beginnings() -> None:
    assert found("My INVOICE, please", "invoice")
    assert found("My invo\u200bice", "invoice"), "what is invisible counts as nothing"
    assert not found("My invoices", "invoice")
    assert found("My invoices", "invoice*")
    assert found("A payment\nfailed!", "payment failed")
    assert not found("The payment never failed", "payment failed")
    assert not found("anything", "")


def test_what_is_private_is_masked_and_numbers_that_help_stay() -> None:
    assert mask_private("IBAN AT61 1904 3002 3457 3201, thanks") == "IBAN [number], thanks"
    assert mask_private("4111-1111-1111-1111") == "[number]"
    for kept in (
        "4111 1111 1111 1112",  # no card: its check digit is wrong
        "0000 0000 0000 0000",
        "AT61 1904 3002 3457 3202",
        "0x80070005 at 192.168.0.1",
        "version 3.13.1, build 20260302",
        "2026-03-02 09:00",
        "commit 3f786850e387550fdab836ed7e6dc881de23001b",
        "1+2345678",
    ):
        assert mask_private(kept) == kept


@given(st.text(alphabet="ab@.+0123456789 -:AT61passwordx\n", max_size=80))
def test_what_is_masked_once_is_masked(text: str) -> None:
    once = mask_private(text)
    assert mask_private(once) == once
