"""What a statement or an argument must be like for a command about it to be offered, besides the permission."""

from commkit import Context
from commkit_opinion.arguments.feature import argument_feature
from commkit_opinion.arguments.messages import GiveArgument, WithdrawArgument
from commkit_opinion.arguments.records import Argument
from commkit_opinion.consultations.records import Consultation
from commkit_opinion.proposing.records import OpinionStatement


@argument_feature.offers(GiveArgument, about=OpinionStatement)
def is_argued_about(context: Context, statement: OpinionStatement) -> bool:
    """Members argue about what they vote on."""
    return statement.is_votable and context.get(Consultation, statement.consultation).is_open(context.now)


@argument_feature.offers(WithdrawArgument, about=Argument)
def stands(context: Context, argument: Argument) -> bool:
    """What was withdrawn stays so."""
    return argument.withdrawn_at is None
