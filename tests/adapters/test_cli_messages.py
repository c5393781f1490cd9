"""`commkit do`, `ask` and `messages`: any message of the registry, in anybody's name."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.adapters.running import commkit
from tests.sample import create_community, new_kit


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of a database with a community, of a type that no installed plugin brings."""
    (tmp_path / "hostapp.py").write_text(
        f"from tests.sample import new_kit\nkit = new_kit('sqlite:///{tmp_path / 'town.db'}')\n"
    )
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.delitem(sys.modules, "hostapp", raising=False)
    kit = new_kit(f"sqlite:///{tmp_path / 'town.db'}")
    kit.migrate()
    create_community(kit, members=("ada",))
    kit.close()
    return str(tmp_path)


def run(database: str, *args: str) -> tuple[int, Any, str]:
    """Run it with `--json`: the exit code, what it printed, and its errors."""
    done = commkit(*args, "--app", "hostapp:kit", "--json", cwd=Path(database))
    return done.returncode, json.loads(done.stdout), done.stderr


def test_a_command_is_sent_and_a_query_asked(database: str) -> None:
    fields = ("kind=question", "title=Why is it = so?", "body=I wonder.", "tags=a", "tags=b")
    code, post, _ = run(database, "do", "town", "posts.create_thread", *fields, "--as", "ada")
    assert (code, post["title"], post["tags"], post["author_name"]) == (
        0,
        "Why is it = so?",
        ["a", "b"],
        "ada",
    )
    code, page, _ = run(database, "ask", "town", "posts.list_threads", "limit=5", "kinds=question")
    assert (code, [found["id"] for found in page["items"]]) == (0, [post["id"]])
    code, found, _ = run(database, "ask", "-", "members.list_my_communities", "--as", "ada")
    assert code == 0, found
    assert [town["slug"] for town in found] == ["town"]
    code, done, _ = run(database, "do", "town", "posts.mark_read", f"post={post['id']}", "--as", "ada")
    assert (code, done) == (0, None)


def test_values_that_are_no_texts_are_given_as_json(database: str) -> None:
    code, post, _ = run(
        database,
        "do",
        "town",
        "posts.create_thread",
        "kind=question",
        "title=T",
        "body=-b",
        'tags:=["x"]',
        "--as",
        "ada",
    )
    assert (code, post["body"], post["tags"]) == (0, "-b", ["x"])


def test_the_host_itself_is_named(database: str) -> None:
    rules = ("communities.update_rules", "rules=Be kind.")
    assert run(database, "do", "town", *rules)[1]["error"]["code"] == "runtime.not_permitted"
    assert run(database, "do", "town", *rules, "--system")[0] == 0


def test_a_key_makes_it_happen_once(database: str) -> None:
    sent = (
        "do",
        "town",
        "posts.create_thread",
        "kind=question",
        "title=T",
        "body=b",
        "--as",
        "ada",
        "--key",
        "k",
    )
    assert run(database, *sent)[1]["id"] == run(database, *sent)[1]["id"]


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (("do", "town", "posts.create_tread"), 1, "did you mean posts.create_thread?"),
        (("do", "town", "posts.list_threads"), 2, "posts.list_threads is a query; use commkit ask"),
        (("ask", "town", "posts.create_thread"), 2, "posts.create_thread is a command; use commkit do"),
        (("ask", "town", "posts.list_threads", "limit"), 2, "'limit' names no field; give field=value"),
        (("ask", "town", "posts.list_threads", "kinds:=[x"), 2, "'kinds:=[x' is no JSON"),
        (("ask", "town", "posts.list_threads", 'kinds:=["a"]', 'kinds:=["b"]'), 2, "kinds is given twice"),
        (("ask", "town", "posts.list_threads", "kinds=a", 'kinds:=["b"]'), 2, "kinds is given twice"),
        (("ask", "town", "posts.list_threads", 'kinds:=["a"]', "kinds=b"), 2, "kinds is given twice"),
        (("ask", "town", "posts.list_threads", "limit=many"), 1, "limit: give a whole number"),
        (("ask", "nowhere", "posts.list_threads"), 1, "there is no such community"),
        (("ask", "town", "posts.list_threads", "--as", "ada", "--system"), 2, "not both"),
        (("messages", "nothing"), 1, "there is no message 'nothing'"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(
    database: str, args: tuple[str, ...], code: int, says: str
) -> None:
    got, printed, _ = run(database, *args)
    assert got == code
    assert says in printed["error"]["message"]


def test_messages_are_listed_and_told(database: str) -> None:
    _, listed, _ = run(database, "messages", "posts")
    assert {"posts.create_thread", "posts.read_thread"} <= {each["name"] for each in listed}
    assert all(each["summary"] for each in listed)
    told = commkit("messages", "posts.create_thread", "--app", "hostapp:kit", cwd=Path(database)).stdout
    assert "posts.create_thread (command)" in told
    assert "needs the permission posts.create_thread; gives Post" in told
    _, schema, _ = run(database, "messages", "posts.create_thread")
    assert schema["required"] == ["kind", "body"]
