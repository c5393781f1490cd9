"""Commands and queries of ladders."""

from attrs import field, frozen

from commkit import Command, MemberId, Page, Query, TextCommand
from commkit_ladders.games.records import SkillChange
from commkit_ladders.ladders.records import Ladder, LadderId, LadderInfo, LadderPlace
from commkit_ladders.policy import Key, Title


@frozen
class OpenLadder(TextCommand[Ladder]):
    """Open a ladder by rules that the type declares; its first season begins.

    Attributes:
        key: Its key, by which an app and declared sources find it; it stays.
        title: What it is called.
        rules: The name of the declared rules.

    Raises:
        Invalid: No such rules are declared (`ladders.unknown_rules`).
        Conflict: There is a ladder with this key (`ladders.known_ladder`).
    """

    permission = "ladders.manage"
    creates = True
    personal = ()
    shown = ("title",)

    key: Key
    title: Title
    rules: Key


@frozen
class CloseLadder(Command[Ladder]):
    """Let no further game count on a ladder; where members stand stays. Repeated, it changes nothing.

    Raises:
        NotFound: There is no such ladder for this actor.
    """

    permission = "ladders.manage"

    ladder: LadderId


@frozen
class ReadLadder(Query[LadderInfo]):
    """Read a ladder with its rules, divisions and seasons.

    Raises:
        NotFound: There is no such ladder for this actor.
    """

    permission = "ladders.read"
    granted_to = "visitor"

    ladder: LadderId


@frozen
class ListLadders(Query[Page[Ladder]]):
    """List the ladders, the newest first.

    Attributes:
        after: The `next` of the page before.
        limit: Ladders on a page, 1 to 100.
    """

    permission = "ladders.read"
    personal = ()

    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ReadLadderPlace(Query[LadderPlace | None]):
    """Where a member stands on a ladder; None before their first game.

    Raises:
        NotFound: There is no such ladder or member for this actor.
    """

    permission = "ladders.read"

    ladder: LadderId
    member: MemberId


@frozen
class ListSkillChanges(Query[Page[SkillChange]]):
    """Why a member's skill is what it is: their games, the newest first, with what each of them changed.

    While a ladder is replayed, changes of its later games may still be those before the correction.

    Attributes:
        ladder: The ladder.
        member: Who.
        after: The `next` of the page before.
        limit: Changes on a page, 1 to 100.

    Raises:
        NotFound: There is no such ladder or member for this actor.
    """

    permission = "ladders.read"
    personal = ()

    ladder: LadderId
    member: MemberId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)
