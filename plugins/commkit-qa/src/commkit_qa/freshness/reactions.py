"""What follows from a question for its answer."""

from commkit import Context
from commkit.fields import VersionField, field_values_of
from commkit_qa.freshness.facts import VersionsStated
from commkit_qa.freshness.feature import freshness_feature
from commkit_qa.freshness.handlers import state_if_absent
from commkit_qa.freshness.policy import products_of
from commkit_qa.freshness.records import Product
from commkit_qa.question_facts.policy import VERSION, question_fields
from commkit_qa.questions.facts import QuestionSolved


@freshness_feature.reacts_to(QuestionSolved)
def state_version_of_question(context: Context, fact: QuestionSolved) -> None:
    """What solved a question about a version applies to it, unless its author said which; with one product only."""
    products = products_of(context.declared(Product))
    field = question_fields(context.community_type).get(VERSION.name)
    if len(products) != 1 or not isinstance(field, VersionField):
        return
    version = field_values_of(context, "post", [fact.question]).get(fact.question, {}).get(VERSION.name)
    (product,) = products
    if version is not None and state_if_absent(context, fact.answer, product, since=str(version)):
        context.emit(VersionsStated(post=fact.answer, product=product))
