"""How question facts are counted."""

from commkit import Context, Invalid
from commkit.fields import ReferenceField
from commkit.storage import EARLIEST
from commkit_qa.policy import question_kinds
from commkit_qa.question_facts import statements as sql
from commkit_qa.question_facts.feature import fact_feature
from commkit_qa.question_facts.messages import ReadFactCounts
from commkit_qa.question_facts.policy import question_fields
from commkit_qa.question_facts.records import FactCount

_MAX_VALUES = 100


@fact_feature.handles(ReadFactCounts)
def read_fact_counts(context: Context, query: ReadFactCounts) -> tuple[FactCount, ...]:
    """One statement; equal values are counted together."""
    countable = {
        name: field
        for name, field in question_fields(context.community_type).items()
        if field.filterable and not isinstance(field, ReferenceField)
    }
    declared = countable.get(query.field)
    if declared is None:
        told = f"name one of {', '.join(countable)}" if countable else "the questions here have none"
        raise Invalid.field("field", "no_fact", told)
    return tuple(
        context.rows(
            sql.COUNTS,
            field=declared.name,
            kind=declared.kind,
            kinds=list(question_kinds(context.community_type)),
            since=query.since or EARLIEST,
            size=_MAX_VALUES,
        )
    )
