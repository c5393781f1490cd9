"""MCP: a real client of the SDK speaks to `commkit mcp` over its standard input and output."""

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from mcp import ClientSession, StdioServerParameters, stdio_client

from commkit import Invalid, Kit, NotFound
from commkit.adapters.mcp import choose_tools
from commkit.posts import CreateThread, Post
from tests.adapters.running import commkit
from tests.sample import create_community, new_kit

Talk = Callable[[ClientSession], Awaitable[Any]]


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A folder with an application whose Kit has a community with a thread."""
    (tmp_path / "mcpapp.py").write_text(
        f"from tests.sample import new_kit\nkit = new_kit('sqlite:///{tmp_path / 'town.db'}')\n"
    )
    with closing(new_kit(f"sqlite:///{tmp_path / 'town.db'}")) as kit:
        kit.migrate()
        create_community(kit, members=("ada",))
        asked(kit)
    return tmp_path


def asked(kit: Kit) -> Post:
    """A question."""
    with kit.session("ada", "town") as session:
        return session.do(CreateThread(kind="question", title="Why?", body="I wonder."))


def talk(town: Path, work: Talk, *args: str) -> Any:
    """Start the server, and speak to it."""

    async def whole() -> Any:
        server = StdioServerParameters(
            command=sys.executable,
            args=["-m", "commkit.adapters.cli", "mcp", "town", "--app", "mcpapp:kit", *args],
            cwd=town,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join([os.environ.get("PYTHONPATH", ""), str(Path.cwd())]),
            },
        )
        async with stdio_client(server) as streams, ClientSession(*streams) as client:
            await client.initialize()
            return await work(client)

    return asyncio.run(whole())


@pytest.mark.slow
def test_a_model_reads_and_writes_with_its_members_rights(town: Path) -> None:
    async def work(client: ClientSession) -> None:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert tools["posts_list_threads"].annotations.read_only_hint  # type: ignore[union-attr]  # it is there
        assert "posts_create_reply" in tools
        assert "posts_create_thread" not in tools
        threads = json.loads((await client.call_tool("posts_list_threads", {"limit": 5})).content[0].text)  # type: ignore[union-attr]  # a text
        question = threads["items"][0]["id"]
        done = await client.call_tool("posts_create_reply", {"parent": question, "body": "Because."})
        assert json.loads(done.content[0].text)["author_name"] == "ada"  # type: ignore[union-attr]  # a text
        refused = await client.call_tool("posts_create_reply", {"parent": question, "body": ""})
        assert refused.is_error
        assert json.loads(refused.content[0].text)["errors"][0]["field"] == "body"  # type: ignore[union-attr]  # a text
        unknown = await client.call_tool("posts_create_thread", {})
        assert unknown.is_error

    talk(town, work, "--as", "ada", "--command", "posts.create_reply")


def test_queries_are_offered_as_the_member_may_ask_and_commands_only_by_name(kit: Kit) -> None:
    create_community(kit, members=("ada",))
    ada = choose_tools(kit, "ada", "town")
    assert "posts_list_threads" in ada
    assert "communities_list_audit_entries" not in ada
    assert not [name for name, operation in ada.items() if operation.is_command]
    visitor = choose_tools(kit, None, "town", commands=["posts.*"])
    assert "posts_create_thread" not in visitor
    chosen = choose_tools(kit, "ada", "town", commands=["posts.create_*"], only=["posts.read_*"])
    assert {"posts_create_thread", "posts_read_post"} <= chosen.keys()
    assert "posts_list_threads" not in chosen
    reading = choose_tools(kit, "ada", "town", only=["posts.*"])
    assert not [name for name, operation in reading.items() if operation.is_command], (
        "queries name no commands"
    )
    writing = choose_tools(kit, "ada", "town", commands=["posts.*"], only=["posts.read_post"])
    assert [name for name, operation in writing.items() if not operation.is_command] == ["posts_read_post"]


def test_what_is_not_there_is_refused(kit: Kit) -> None:
    create_community(kit, members=("ada",))
    with pytest.raises(Invalid, match=r"did you mean posts\.create_thread"):
        choose_tools(kit, "ada", "town", commands=["posts.create_tread"])
    with pytest.raises(Invalid, match=r"there is no message 'posts\.create_thread'"):
        choose_tools(kit, "ada", "town", only=["posts.create_thread"])
    with pytest.raises(NotFound):
        choose_tools(kit, "ada", "nowhere")


def test_json_output_would_disturb_the_protocol(town: Path) -> None:
    done = commkit("mcp", "town", "--app", "mcpapp:kit", "--json", cwd=town)
    assert (done.returncode, "leave --json out" in done.stdout) == (2, True)
