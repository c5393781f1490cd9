"""What happens to arguments."""

from attrs import frozen

from commkit import Fact
from commkit_opinion.arguments.records import ArgumentId
from commkit_opinion.proposing.records import StatementId


@frozen
class ArgumentGiven(Fact):
    """An argument was given."""

    name = "opinion.argument_given"
    visible_to = "opinion.read"
    argument: ArgumentId
    statement: StatementId


@frozen
class ArgumentWithdrawn(Fact):
    """An argument was withdrawn, or taken out by a steward."""

    name = "opinion.argument_withdrawn"
    visible_to = "opinion.read"
    argument: ArgumentId
    statement: StatementId
