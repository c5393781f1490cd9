"""How arguments are given and withdrawn."""

from attrs import evolve

from commkit import Conflict, Context
from commkit_opinion.arguments import statements as sql
from commkit_opinion.arguments.facts import ArgumentGiven, ArgumentWithdrawn
from commkit_opinion.arguments.feature import ArgumentSettings, argument_feature
from commkit_opinion.arguments.messages import GiveArgument, WithdrawArgument
from commkit_opinion.arguments.records import Argument, ArgumentId
from commkit_opinion.consultations.policy import check_open
from commkit_opinion.consultations.records import Consultation
from commkit_opinion.proposing.records import OpinionStatement
from commkit_opinion.tables import argument
from commkit_opinion.voting.policy import check_votable


@argument_feature.loads(
    Argument, owner=lambda argument: argument.author, table=argument, part_of=(OpinionStatement, "statement")
)
def fetch_argument(context: Context, id: ArgumentId) -> Argument | None:
    """Load an argument that the actor may see."""
    return context.one(sql.ONE, id=id)


@argument_feature.handles(GiveArgument)
def give_argument(context: Context, command: GiveArgument) -> Argument:
    """Add it, with the statement locked while its arguments are counted."""
    statement = context.get(OpinionStatement, command.statement)
    check_open(context.get(Consultation, statement.consultation), context.now)
    check_votable(statement)
    most = context.settings(ArgumentSettings).max_per_side
    context.one(sql.LOCK, statement=statement.id)
    if context.rows(sql.COUNT, statement=statement.id, side=command.side)[0][0] >= most:
        raise Conflict(
            "opinion.too_many_arguments", f"there are {most} arguments of that side; read them, and vote"
        )
    given = Argument(
        id=ArgumentId(context.new_id()),
        statement=statement.id,
        consultation=statement.consultation,
        side=command.side,
        author=context.member_or_none,
        body=command.body,
        given_at=context.now,
        withdrawn_at=None,
    )
    context.run(sql.ADD, given)
    context.emit(ArgumentGiven(argument=given.id, statement=statement.id))
    return given


@argument_feature.handles(WithdrawArgument)
def withdraw_argument(context: Context, command: WithdrawArgument) -> Argument:
    """Mark it withdrawn, once."""
    found = context.get(Argument, command.argument, need="opinion.withdraw_argument")
    if not context.run(sql.WITHDRAW, id=found.id, now=context.now):
        raise Conflict("opinion.withdrawn", "this argument was withdrawn already")
    context.emit(ArgumentWithdrawn(argument=found.id, statement=found.statement))
    return evolve(found, withdrawn_at=context.now)
