"""How many votes somebody may still give."""

from collections.abc import Iterator

from commkit import Context
from commkit.explaining import ExplainRequest, RuleOutcome, TraceStep
from commkit_developer.votes import statements as sql
from commkit_developer.votes.feature import VoteSettings, vote_feature
from commkit_developer.votes.policy import quota_left


@vote_feature.explains("posts.add_reaction")
def explain_votes(context: Context, request: ExplainRequest) -> Iterator[TraceStep]:
    """What is left of the day's votes; reactions that change no score are not counted."""
    me = context.member_or_none
    if me is None:
        return
    settings = context.settings(VoteSettings)
    left = quota_left(context.one(sql.USED, member=me), settings, context.now)
    yield TraceStep(
        "votes left today",
        RuleOutcome.YES if left.votes_left else RuleOutcome.LATER,
        f"{left.votes_left} of {settings.votes_per_day}, of which {left.downs_left} down; "
        "reactions that change no score are not counted",
        private=True,
    )
