"""Which commands views offer about a match."""

from commkit import Context
from commkit_matching.feature import matching_feature
from commkit_matching.matches.messages import AcceptMatch, DeclineMatch, EndMatch
from commkit_matching.matches.records import Answer, Match, MatchState
from commkit_matching.outcomes.messages import GiveMatchOutcome


@matching_feature.offers(AcceptMatch, about=Match)
def waits_for_answer(context: Context, match: Match) -> bool:
    """A proposal that the reader has not accepted yet."""
    return _is_open(context, match) and match.answer is Answer.WAITING


@matching_feature.offers(DeclineMatch, about=Match)
def is_proposed(context: Context, match: Match) -> bool:
    """A proposal, whatever the reader said."""
    return _is_open(context, match)


@matching_feature.offers(EndMatch, about=Match)
def is_running(context: Context, match: Match) -> bool:
    """A match that runs."""
    return match.state is MatchState.MADE


@matching_feature.offers(GiveMatchOutcome, about=Match)
def lacks_outcome(context: Context, match: Match) -> bool:
    """A match of which the reader has not said what came of it."""
    return match.state in (MatchState.MADE, MatchState.ENDED) and not match.outcome_given


def _is_open(context: Context, match: Match) -> bool:
    return match.state is MatchState.PROPOSED and match.expires_at > context.now
