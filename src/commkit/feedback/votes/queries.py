"""Handlers of queries of the actor's own votes and vote budget."""

from uuid import UUID

from commkit.feedback.feature import FeedbackSettings, feedback
from commkit.feedback.votes import statements as sql
from commkit.feedback.votes.messages import ListMySuggestionVotes, ReadMyVoteBudget
from commkit.feedback.votes.records import SuggestionVote, VoteBudget
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import LAST_ID, Page, keyset, page_size

_BY_ID = keyset(UUID, of="feedback.my_suggestion_votes")


@feedback.handles(ListMySuggestionVotes)
def list_my_suggestion_votes(context: Context, query: ListMySuggestionVotes) -> Page[SuggestionVote]:
    """List the actor's votes by the id of the suggestion, without withdrawn suggestions."""
    limit = page_size(query.limit)
    (after,) = _BY_ID.decode(query.after, default=(LAST_ID,))
    rows = context.rows(sql.VOTES_BY_MEMBER, member=context.member, after=after, size=limit + 1)
    return _BY_ID.page(rows, limit, lambda vote: (vote.suggestion,))


@feedback.handles(ReadMyVoteBudget)
def read_my_vote_budget(context: Context, query: ReadMyVoteBudget) -> VoteBudget:
    """Read what the actor has spent; what is left follows the present size of budgets."""
    settings = context.settings(FeedbackSettings)
    row = context.one(sql.BUDGET_SPENT, member=context.member)
    spent = row[0] if row is not None else 0
    if settings.voting == "one_each":
        return VoteBudget(None, spent, None)
    return VoteBudget(settings.votes_per_member, spent, max(settings.votes_per_member - spent, 0))
