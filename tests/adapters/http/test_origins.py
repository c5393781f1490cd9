"""Origins: what a page of another origin sends in its visitor's name is refused where cookies sign in."""

import pytest

from commkit import Kit
from tests.adapters.http_client import client_of, read
from tests.sample import create_community

QUESTION = {"kind": "question", "title": "Why?", "body": "I wonder."}
HOST = {"host": "app.example"}


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "none"}, True),
        ({"sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "cross-site", "origin": "https://app.example"}, False),
        ({"origin": "https://app.example"}, True),
        ({"origin": "https://APP.example"}, True),
        ({"origin": "https://evil.example"}, False),
        ({"origin": "https://app.example.evil.example"}, False),
        ({"origin": "null"}, False),
        ({"origin": "null", "host": ""}, False),
        ({"origin": "http://["}, False),
        ({"origin": "https://partner.example", "sec-fetch-site": "cross-site"}, True),
        ({"cookie": "session=1"}, False),
        ({"cookie": "session=1", "x-commkit-csrf": "1"}, True),
        ({"authorization": "Bearer x"}, True),
    ],
)
def test_where_a_command_comes_from_decides(kit: Kit, headers: dict[str, str], allowed: bool) -> None:
    create_community(kit, members=("ada",))
    client = client_of(kit, "ada", check_origin=True, trusted_origins=frozenset({"https://partner.example"}))
    answer = client.post("/posts/create-thread", headers={**HOST, **headers}, **QUESTION)
    assert answer.status == (201 if allowed else 403)
    if not allowed:
        assert read(answer)["code"] == "http.foreign_origin"
    assert client.get("/posts/list-threads", headers={**HOST, **headers}).status == 200, (
        "reading changes nothing"
    )


def test_control_without_the_check_every_origin_is_taken(kit: Kit) -> None:
    create_community(kit, members=("ada",))
    foreign = {**HOST, "origin": "https://evil.example", "sec-fetch-site": "cross-site"}
    assert (
        client_of(kit, "ada", check_origin=False)
        .post("/posts/create-thread", headers=foreign, **QUESTION)
        .status
        == 201
    )
