"""How outcomes are given."""

from commkit import Conflict, Context, Invalid
from commkit_matching.feature import matching_feature
from commkit_matching.matches.records import Match, MatchState
from commkit_matching.outcomes import statements as sql
from commkit_matching.outcomes.facts import MatchOutcomeGiven
from commkit_matching.outcomes.messages import GiveMatchOutcome
from commkit_matching.outcomes.policy import values_of
from commkit_matching.outcomes.records import MatchOutcome
from commkit_matching.requests.queries import find_kind


@matching_feature.handles(GiveMatchOutcome)
def give_match_outcome(context: Context, command: GiveMatchOutcome) -> None:
    """One for each member and match; it is not changed, since two readings of the numbers would tell it."""
    match = context.get(Match, command.match)
    if match.state not in (MatchState.MADE, MatchState.ENDED):
        raise Conflict("matching.never_made", "this match was never made; there is nothing to say of it")
    kind = find_kind(context, match.kind)
    values = values_of(kind.best if kind is not None else 5)
    if command.value not in values:
        raise Invalid.field("value", "out_of_range", f"give {values[0]} to {values[-1]}")
    given = MatchOutcome(match.id, context.member, command.value, context.now)
    if not context.run(sql.ADD, given):
        raise Conflict("matching.outcome_given", "you have said what came of this match; once is enough")
    context.emit(MatchOutcomeGiven(match=match.id))
