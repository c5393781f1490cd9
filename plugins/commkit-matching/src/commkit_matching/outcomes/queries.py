"""How outcomes are counted for stewards."""

from commkit import Context
from commkit_matching.feature import matching_feature
from commkit_matching.outcomes import statements as sql
from commkit_matching.outcomes.messages import CountMatchOutcomes
from commkit_matching.outcomes.policy import outcome_numbers
from commkit_matching.outcomes.records import OutcomeNumbers
from commkit_matching.requests.queries import declared_kind


@matching_feature.handles(CountMatchOutcomes)
def count_match_outcomes(context: Context, query: CountMatchOutcomes) -> OutcomeNumbers:
    """One statement."""
    kind = declared_kind(context, query.kind)
    return outcome_numbers(kind.name, context.rows(sql.OF_KIND, kind=kind.name), kind.best)
