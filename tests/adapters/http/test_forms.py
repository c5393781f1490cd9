"""Forms: one file within bounds; whatever else is sent is refused as a form, and never breaks anything."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit.adapters.http import Request
from commkit.adapters.http.forms import MAX_HEAD, MAX_HEADERS, MAX_PARTS, _Form, read_form_file
from commkit.adapters.http.problems import BadRequest

TYPE = "multipart/form-data; boundary=b"


def part(disposition: str, data: bytes = b"x", *, more: str = "") -> bytes:
    head = f"--b\r\nContent-Disposition: form-data; {disposition}\r\n{more}\r\n"
    return head.encode() + data + b"\r\n"


FILE = part('name="file"; filename="a.txt"')
END = b"--b--\r\n"


def read_form(body: bytes, kind: str = TYPE) -> tuple[str, bytes]:
    return read_form_file(Request("POST", "/town/-/files", headers={"content-type": kind}, body=body))


@given(data=st.binary(max_size=3_000), name=st.text("ab.\u00e4 -", min_size=1))
def test_any_bytes_come_through(data: bytes, name: str) -> None:
    if b"\r\n--b" in data:
        return
    assert read_form(part(f'name="f"; filename="{name}"', data) + END) == (name, data)


@given(end=st.integers(0, len(FILE + END)), change=st.binary(max_size=4))
def test_half_a_form_is_refused_or_whole(end: int, change: bytes) -> None:
    body = (FILE + END)[:end] + change + (FILE + END)[end + len(change) :]
    with suppress(BadRequest):  # and nothing else
        name, data = read_form(body)
        assert isinstance(name, str)
        assert len(data) <= len(body)


@pytest.mark.parametrize("end", range(0, len(FILE + END) - 4, 7))
def test_a_form_without_its_end_is_refused(end: int) -> None:
    with pytest.raises(BadRequest):
        read_form((FILE + END)[:end])


def test_fields_beside_the_file_are_left_out() -> None:
    fields = [part(f'name="f{number}"', b"y" * 1_000) for number in range(MAX_PARTS - 1)]
    assert read_form(b"".join([*fields, FILE, END])) == ("a.txt", b"x")


@pytest.mark.parametrize(
    "body",
    [
        b"".join([part('name="f"')] * MAX_PARTS) + FILE + END,
        part('name="f"') * 100_000 + END,
        FILE + FILE + END,
        part('name="f"') + END,
        part('name="file"; filename="a"', more="X: " + "y" * (MAX_HEAD + 1) + "\r\n") + END,
        part('name="file"; filename="a"', more="".join(f"X{n}: y\r\n" for n in range(5_000))) + END,
        part('name="file"; filename="a"', more="Content-Transfer-Encoding: base64\r\n") + END,
    ],
    ids=["parts", "many parts", "two files", "no file", "long header", "many headers", "encoded"],
)
def test_what_is_too_much_or_no_file_is_refused(body: bytes) -> None:
    with pytest.raises(BadRequest) as refused:
        read_form(body)
    assert refused.value.code == "http.bad_form"


@pytest.mark.parametrize("head", [b"a", b""])
def test_headers_are_counted_as_they_come(head: bytes) -> None:
    """Also where one name comes again and again, and the parser itself has no limits, as old ones."""
    calls = _Form(b"", lambda _: (b"", {})).callbacks()
    calls["on_part_begin"]()
    for _ in range(MAX_HEADERS):
        calls["on_header_field"](head, 0, len(head))
        calls["on_header_end"]()
    with pytest.raises(BadRequest, match="headers"):
        calls["on_header_end"]()


def test_bytes_of_headers_are_counted_as_they_come() -> None:
    calls = _Form(b"", lambda _: (b"", {})).callbacks()
    calls["on_part_begin"]()
    data, size = bytes(MAX_HEAD), MAX_HEAD // 2
    for _ in range(2):
        calls["on_header_value"](data, 0, size)
        calls["on_header_end"]()
    with pytest.raises(BadRequest, match="bytes"):
        calls["on_header_value"](data, 0, 1)


@pytest.mark.parametrize(
    "kind",
    ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=" + "b" * 999],
)
def test_a_boundary_is_needed(kind: str) -> None:
    with pytest.raises(BadRequest):
        read_form(FILE + END, kind)
