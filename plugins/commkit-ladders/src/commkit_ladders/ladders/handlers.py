"""How ladders are opened and closed, and what every change of one holds until its commit."""

from uuid import UUID

from commkit import Conflict, Context, Invalid, NotFound
from commkit_ladders.ladders import statements as sql
from commkit_ladders.ladders.facts import LadderClosed, LadderOpened
from commkit_ladders.ladders.feature import ladder_feature
from commkit_ladders.ladders.messages import CloseLadder, OpenLadder
from commkit_ladders.ladders.policy import HeldLadder
from commkit_ladders.ladders.records import Ladder, LadderId
from commkit_ladders.seasons.jobs import keep_at, next_look
from commkit_ladders.skills.records import LadderRules


@ladder_feature.loads(Ladder)
def load_ladder(context: Context, id: UUID) -> Ladder | None:
    """A ladder, for who may read of them."""
    return context.one(sql.ONE, id=id) if context.can("ladders.read") else None


def rules_named(context: Context, name: str) -> LadderRules | None:
    """The rules that the type declares under a name; None where it does not."""
    return next((each for each in context.declared(LadderRules) if each.name == name), None)


def hold_ladder(context: Context, id: LadderId) -> HeldLadder:
    """Hold a ladder until the commit; load it first, where the actor must see it.

    Raises:
        NotFound: There is no such ladder (`ladders.no_ladder`).
        Conflict: Its rules are not declared any more (`ladders.no_rules`).
    """
    found = context.rows(sql.LOCK, id=id)
    if not found:
        raise NotFound("ladders.no_ladder", "there is no such ladder in this community")
    ((name, season, closed_at, due_at, due_game, turn),) = found
    rules = rules_named(context, name)
    if rules is None:
        raise Conflict(
            "ladders.no_rules", f"the type declares no rules {name!r} any more; declare them again"
        )
    return HeldLadder(
        id=id,
        rules=rules,
        season=season,
        closed_at=closed_at,
        due=None if due_at is None else (due_at, due_game),
        turn=turn,
        now=context.now if closed_at is None else closed_at,
    )


def check_open(ladder: HeldLadder) -> None:
    """Check that games count on a ladder.

    Raises:
        Conflict: It is closed (`ladders.ladder_closed`).
    """
    if ladder.closed_at is not None:
        raise Conflict("ladders.ladder_closed", "this ladder is closed; choose another one")


@ladder_feature.handles(OpenLadder)
def open_ladder(context: Context, command: OpenLadder) -> Ladder:
    """Store it with its first season, and let the worker keep it."""
    rules = rules_named(context, command.rules)
    if rules is None:
        names = ", ".join(each.name for each in context.declared(LadderRules)) or "none are declared"
        raise Invalid.field("rules", "ladders.unknown_rules", f"choose rules that are declared: {names}")
    id = LadderId(context.new_id())
    if not context.run(
        sql.ADD,
        id=id,
        key=command.key,
        title=command.title,
        rules=rules.name,
        season=1,
        opened_by=context.member_or_none,
        opened_at=context.now,
        closed_at=None,
        due_at=None,
        due_game=None,
        turn=0,
    ):
        raise Conflict("ladders.known_ladder", "there is a ladder with this key; choose another key")
    ends_at = None if rules.season is None else context.now + rules.season
    context.run(sql.ADD_SEASON, ladder=id, number=1, began_at=context.now, ends_at=ends_at, ended_at=None)
    keep_at(context, hold_ladder(context, id), next_look(context.now, ends_at))
    context.emit(LadderOpened(ladder=id))
    return context.get(Ladder, id)


@ladder_feature.handles(CloseLadder)
def close_ladder(context: Context, command: CloseLadder) -> Ladder:
    """Close it, if it is open; where members stand stays as it is."""
    found = context.get(Ladder, command.ladder)
    if context.run(sql.CLOSE, id=found.id, now=context.now):
        context.emit(LadderClosed(ladder=found.id))
    return context.get(Ladder, found.id)
