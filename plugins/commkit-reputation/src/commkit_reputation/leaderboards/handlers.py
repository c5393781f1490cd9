"""How members choose whether they are listed."""

from commkit import Context
from commkit_reputation.leaderboards import statements as sql
from commkit_reputation.leaderboards.feature import leaderboard_feature
from commkit_reputation.leaderboards.messages import SetListed


@leaderboard_feature.handles(SetListed)
def set_listed(context: Context, command: SetListed) -> bool:
    """Store it for those who do not want to be."""
    if command.listed:
        context.run(sql.LIST, member=context.member)
    else:
        context.run(sql.UNLIST, member=context.member, at=context.now)
    return command.listed
