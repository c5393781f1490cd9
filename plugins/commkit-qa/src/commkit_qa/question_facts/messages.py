"""The query of question facts."""

from datetime import datetime
from typing import Annotated

import attrs
from attrs import frozen

from commkit import Query, Text
from commkit_qa.question_facts.records import FactCount

FieldName = Annotated[str, Text(max=63, multiline=False)]


@frozen
class ReadFactCounts(Query[tuple[FactCount, ...]]):
    """How many questions there are with each value of a field: the 100 values with the most questions.

    Attributes:
        field: A filterable field of the questions of this community, such as `product_area`, and no reference.
        since: Count only questions asked from then on; all of them where it is left out.

    Raises:
        Invalid: The questions here have no such field, or it is not filterable (`no_fact`).
    """

    permission = "qa.read_fact_counts"
    personal = ()

    field: FieldName
    since: datetime | None = attrs.field(default=None, kw_only=True)
