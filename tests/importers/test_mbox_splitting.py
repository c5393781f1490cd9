"""Where messages of an mbox begin and end."""

import io
from collections.abc import Iterator

import pytest

from commkit.importers.mbox import splitting
from commkit.importers.mbox.splitting import split_messages

FROM = "From ada@example.org Thu Jan  1 10:00:00 2004\n"
HEAD = "Subject: a\n\n"


class Lines:
    """A source as files are."""

    def __init__(self, text: str | bytes) -> None:
        self._file = io.BytesIO(text if isinstance(text, bytes) else text.encode())
        self.asked = 0

    def read(self, size: int) -> bytes:
        return self._file.read(size)

    def readline(self, size: int) -> bytes:
        line = self._file.readline(size)
        self.asked = max(self.asked, len(line))
        return line


def bodies(text: str | bytes) -> list[str]:
    return [
        message.reason or message.data.decode().partition("\n\n")[2]
        for message in split_messages(Lines(text))
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("\n\n", []),
        ("no mbox\n", ["no message"]),
        (f"{FROM}{HEAD}one\n\n{FROM}{HEAD}two\n", ["one\n\n", "two\n"]),
        (f"junk\n\n{FROM}{HEAD}one\n", ["no message", "one\n"]),
        (f"{FROM}{HEAD}one\n{FROM}{HEAD}two\n", ["one\n", "two\n"]),
        (f"{FROM}{HEAD}From here on\n\nFrom there 5\nto here\n", ["From here on\n\nFrom there 5\nto here\n"]),
        (f"{FROM}{HEAD}>From a\n>>From b\n> From c\n", ["From a\n>From b\n> From c\n"]),
        (f"From 123 -45\n{HEAD}one\n\nFrom 678 -90\n{HEAD}two", ["one\n\n", "two"]),
        (f"{FROM}{HEAD}a\n\n{FROM}", ["a\n\n", "no message"]),
        (f"{FROM}{FROM}", ["no message", "no message"]),
        (f"{FROM}{HEAD}\r\na\r\n\r\n{FROM}{HEAD}b".replace("\r\n\r\n", "\n\n"), ["\r\na\n\n", "b"]),
    ],
)
def test_messages(text: str, found: list[str]) -> None:
    assert bodies(text) == found


def test_a_length_that_leads_to_the_next_message_decides() -> None:
    body = f"one\n\n{FROM}{HEAD}inner\n"
    counted = f"{FROM}Content-Length: {len(body)}\n{HEAD}{body}\n{FROM}{HEAD}two\n"
    assert bodies(counted) == [body, "two\n"]
    assert bodies(counted.replace(f"h: {len(body)}", f"h: {len(body) - 3}")) == [
        "one\n\n",
        "inner\n\n",
        "two\n",
    ]


def test_wrong_lengths_are_looked_at_a_few_times_only() -> None:
    text = "".join(f"{FROM}Content-Length: 3000\n{HEAD}{number}\n\n" for number in range(500))
    assert bodies(text) == [f"{number}\n\n" for number in range(500)]


def test_a_message_that_is_too_large_is_one_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splitting, "MAX_MESSAGE", 1_000)
    assert bodies(f"{FROM}{HEAD}{'x' * 2_000}\n\n{FROM}{HEAD}two\n") == ["too large", "two\n"]


def test_a_line_without_end_is_read_in_pieces() -> None:
    source = Lines(FROM.encode() + HEAD.encode() + b"x" * 50_000_000 + b"\n\n" + FROM.encode() + b"A: b\n\nc")
    found: Iterator[splitting.RawMessage] = split_messages(source)
    assert [message.reason for message in found] == ["too large", ""]
    assert source.asked <= 64 * 1024
