"""`commkit mcp`: a community's messages as tools of a language model, on standard input and output."""

import asyncio
from typing import Annotated

from cyclopts import Parameter

from commkit.adapters.cli.exit_codes import OK, CliError
from commkit.adapters.cli.options import DEFAULT_OPTIONS, DatabaseOptions, open_kit
from commkit.adapters.mcp import choose_tools, make_server
from commkit.aio import AsyncKit
from commkit.kit import Kit
from commkit.runtime.model.extras import require_extra

As = Annotated[str, Parameter(name="--as", help="The host's key of the member in whose name it acts.")]
Commands = Annotated[
    tuple[str, ...],
    Parameter(
        name="--command", help="A command that is offered, such as posts.create_reply or posts.*; repeatable."
    ),
]
Queries = Annotated[
    tuple[str, ...],
    Parameter(
        name="--query", help="A query that is offered; all that the member may ask by default; repeatable."
    ),
]


def mcp(
    community: str,
    *,
    by: As = "",
    commands: Commands = (),
    queries: Queries = (),
    database_options: DatabaseOptions = DEFAULT_OPTIONS,
) -> int:
    """Serve a community to a language model (Model Context Protocol), with the rights of one member.

    Queries are offered as the member may ask them; commands only where they are named.

    Parameters
    ----------
    community
        The slug or id of the community.
    """
    if database_options.json:
        raise CliError("cli.usage", "leave --json out: standard output speaks the protocol")
    with open_kit(database_options) as (kit, _):
        asyncio.run(_serve(kit, by or None, community, commands, queries))
    return OK


async def _serve(
    kit: Kit, actor: str | None, community: str, commands: tuple[str, ...], queries: tuple[str, ...]
) -> None:
    stdio = require_extra("mcp.server.stdio", extra="mcp")
    tools = choose_tools(kit, actor, community, commands=commands, only=queries)
    async with AsyncKit(kit) as akit:
        server = make_server(kit, akit, tools, actor=actor, community=community)
        async with stdio.stdio_server() as (incoming, outgoing):
            await server.run(incoming, outgoing, server.create_initialization_options())
