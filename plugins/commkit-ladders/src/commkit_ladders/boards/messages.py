"""Commands and queries of boards."""

from typing import Annotated

from attrs import field, frozen

from commkit import Command, MemberId, Query, Text
from commkit_ladders.boards.records import LadderBoard
from commkit_ladders.ladders.records import LadderId

DivisionName = Annotated[str, Text(max=64, multiline=False)]


@frozen
class ReadLadderBoard(Query[LadderBoard]):
    """Who stands highest: members who are inside, whom the reader sees, and who want to be listed.

    Attributes:
        ladder: The ladder.
        season: The number of a season that is over: how they stood at its end. Now, where it is left out.
        division: Only members of the division of this name.
        after: The `next` of the page before. While skills change, ranks of later pages may be off by as many.
        limit: Places on a page, 1 to 100.

    Raises:
        NotFound: There is no such ladder for this actor.
    """

    permission = "ladders.read"
    personal = ()

    ladder: LadderId
    season: int | None = field(default=None, kw_only=True)
    division: DivisionName | None = field(default=None, kw_only=True)
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ReadLadderBoardAround(Query[LadderBoard]):
    """The places around a member; no places where the member is not on the board.

    Attributes:
        ladder: The ladder.
        member: Who; the actor where it is left out.
        season: The number of a season that is over: how they stood at its end. Now, where it is left out.
        division: Only members of the division of this name.
        each_way: Places above, and below, 1 to 50.

    Raises:
        NotFound: There is no such ladder or member for this actor.
        Denied: The actor is nobody here, and names nobody.
    """

    permission = "ladders.read"
    personal = ()

    ladder: LadderId
    member: MemberId | None = field(default=None, kw_only=True)
    season: int | None = field(default=None, kw_only=True)
    division: DivisionName | None = field(default=None, kw_only=True)
    each_way: int = field(default=5, kw_only=True)


@frozen
class SetListed(Command[bool]):
    """Whether the actor is on boards of ladders. It tells nobody; it gives what they chose."""

    permission = "ladders.set_listed"
    when_archived = True

    listed: bool


@frozen
class ReadListed(Query[bool]):
    """Whether the actor is on boards of ladders."""

    permission = "ladders.set_listed"
