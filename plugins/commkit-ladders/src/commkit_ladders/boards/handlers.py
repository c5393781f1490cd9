"""How members choose whether they are listed."""

from commkit import Context
from commkit_ladders.boards import statements as sql
from commkit_ladders.boards.messages import SetListed
from commkit_ladders.ladders.feature import ladder_feature


@ladder_feature.handles(SetListed)
def set_listed(context: Context, command: SetListed) -> bool:
    """Store it for those who do not want to be."""
    if command.listed:
        context.run(sql.LIST, member=context.member)
    else:
        context.run(sql.UNLIST, member=context.member, at=context.now)
    return command.listed
