"""The commands and queries of arguments."""

from typing import Annotated

from attrs import field, frozen

from commkit import Command, Page, Query, Text, TextCommand
from commkit_opinion.arguments.records import Argument, ArgumentId, ArgumentSide
from commkit_opinion.proposing.records import StatementId

Body = Annotated[str, Text(max=2_000)]


@frozen
class GiveArgument(TextCommand[Argument]):
    """Give an argument for or against a statement on which members vote.

    Attributes:
        statement: The statement.
        side: Whether it speaks for the statement or against it.
        body: What it says.

    Raises:
        NotFound: There is no such statement for this actor.
        Conflict: The consultation is closed, members do not vote on the statement, or as many arguments of that side
            stand as the settings allow.
    """

    permission = "opinion.argue"
    creates = True
    shown = ("body",)
    personal = ("body",)

    statement: StatementId
    side: ArgumentSide
    body: Body


@frozen
class WithdrawArgument(Command[Argument]):
    """Take an argument out of the list: one's own, or as a moderator that of anybody.

    Raises:
        NotFound: There is no such argument for this actor.
        Conflict: It was withdrawn already.
    """

    permission = "opinion.withdraw_argument"
    when_ended = True

    argument: ArgumentId


@frozen
class ListArguments(Query[Page[Argument]]):
    """List the arguments of one side, the oldest first.

    Attributes:
        statement: The statement.
        side: The side.
        after: The `next` of the page before.
        limit: Arguments on a page, 1 to 100.

    Raises:
        NotFound: There is no such statement for this actor.
    """

    permission = "opinion.read"
    personal = ()

    statement: StatementId
    side: ArgumentSide
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)
