"""How the quota of votes is read."""

from commkit import Context
from commkit_developer.votes import statements as sql
from commkit_developer.votes.feature import VoteSettings, vote_feature
from commkit_developer.votes.messages import ReadVoteQuota
from commkit_developer.votes.policy import quota_left
from commkit_developer.votes.records import VoteQuota


@vote_feature.handles(ReadVoteQuota)
def read_vote_quota(context: Context, query: ReadVoteQuota) -> VoteQuota:
    """Read what the actor used, in one statement."""
    me = context.member_or_none
    used = context.one(sql.USED, member=me) if me is not None else None
    return quota_left(used, context.settings(VoteSettings), context.now)
