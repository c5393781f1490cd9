"""The script of the embed as the contract sends it: small, readable, cached by its version."""

import re
from uuid import uuid4

import pytest

from commkit import Kit
from commkit.adapters.http import embed_address, embed_script
from commkit.adapters.http.embedding import _script
from tests.adapters.http_client import Client, client_of

MOST_BYTES = 10 * 1024


@pytest.fixture
def visitor(sqlite_kit: Kit) -> Client:
    return client_of(sqlite_kit)


def test_it_is_at_most_10_kb_and_readable() -> None:
    text = _script().text
    assert len(text) <= MOST_BYTES
    lines = text.decode().splitlines()
    assert len(lines) > 150, "nobody pressed it into few lines"
    assert max(map(len, lines)) <= 120


def test_it_needs_nothing_and_breaks_no_policy() -> None:
    text = _script().text.decode()
    assert not re.findall(r"\b(?:import|require)\b", text)
    assert not re.findall(r"\beval\b|new Function|\son\w+=|style=|document\.write", text)
    assert not re.findall(r"https?://", text)
    assert text.count("innerHTML") == 1, "only what the server rendered"


def test_it_is_sent_with_a_tag(visitor: Client) -> None:
    answer = visitor.get("//-/embed.js")
    assert answer.status == 200
    assert answer.body == _script().text
    assert answer.header("content-type") == "text/javascript; charset=utf-8"
    assert answer.header("x-content-type-options") == "nosniff"
    assert answer.header("cache-control") == "public, max-age=0, must-revalidate"
    again = visitor.get("//-/embed.js", headers={"if-none-match": answer.header("etag") or ""})
    assert (again.status, again.body) == (304, b"")
    assert visitor.send("HEAD", "//-/embed.js").body == b""
    assert visitor.post("//-/embed.js").status == 405


def test_only_its_very_version_is_kept_for_a_year(visitor: Client) -> None:
    path, _, query = embed_address().partition("?")
    named = visitor.send("GET", f"/{path}", query=query)
    assert named.header("cache-control") == "public, max-age=31536000, immutable"
    other = visitor.send("GET", f"/{path}", query="v=older")
    assert other.body == named.body
    assert other.header("cache-control") == "public, max-age=0, must-revalidate"


def test_the_element_is_escaped() -> None:
    thread = uuid4()
    made = embed_script('a"><b>', thread, base="/c")
    assert "<b>" not in made
    assert made.endswith(f'data-thread="{thread}"></script>')
    assert f'src="{embed_address("/c")}"' in made


def test_the_token_of_the_hosts_own_forms_is_passed_on_where_there_is_one() -> None:
    assert "csrf" not in embed_script("town", uuid4())
    assert embed_script("town", uuid4(), csrf_token='"x').endswith(' data-csrf="&quot;x"></script>')
