"""What follows from a vote, in its transaction: it is counted, and takes the place of the member's other one."""

from datetime import UTC

from commkit import Context, Denied
from commkit.posts import ReactionAdded, RemoveReaction
from commkit_developer.votes import statements as sql
from commkit_developer.votes.feature import VoteSettings, vote_feature
from commkit_developer.votes.policy import other_votes


@vote_feature.reacts_to(ReactionAdded)
def count_vote(context: Context, fact: ReactionAdded) -> None:
    """Refuse a vote beyond the quota of the day; one that stands takes the place of the other one."""
    worth = context.community_type.reactions.get(fact.reaction, 0)
    if not worth:
        return
    _spend(context, downs=int(worth < 0))
    names = other_votes(context.community_type.reactions, fact.reaction)
    if names:
        for (name,) in context.rows(sql.MY_VOTES, post=fact.post, member=context.member, names=list(names)):
            context.do(RemoveReaction(fact.post, name))


def _spend(context: Context, *, downs: int) -> None:
    settings = context.settings(VoteSettings)
    if downs and not settings.downs_per_day:
        raise Denied("developer.no_down_votes", "this community gives no votes down; write what is wrong")
    spent = context.run(
        sql.SPEND,
        member=context.member,
        day=context.now.astimezone(UTC).date(),
        votes=1,
        downs=downs,
        votes_per_day=settings.votes_per_day,
        downs_per_day=settings.downs_per_day,
    )
    if not spent:
        raise Denied(
            "developer.vote_quota",
            f"your votes of today are given ({settings.votes_per_day}, of which {settings.downs_per_day} down);"
            " vote again after midnight, UTC",
            votes_per_day=settings.votes_per_day,
            downs_per_day=settings.downs_per_day,
        )
