"""The feature of question facts."""

from commkit import Feature
from commkit_qa.question_facts.records import FactCount

fact_feature = Feature(
    "qa.facts",
    requires=("qa.questions",),
    grants={"steward": {"qa.read_fact_counts"}},
    records=(FactCount,),
)
"""What questions are about, in numbers. A type grants `qa.read_fact_counts` to further roles."""
