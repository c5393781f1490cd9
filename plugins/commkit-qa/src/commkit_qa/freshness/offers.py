"""What a post must be like for a command about versions to be offered, besides the permission."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from commkit import Command, Context
from commkit.posts import Post, PostId
from commkit.storage import NOBODY
from commkit_qa.freshness import statements as sql
from commkit_qa.freshness.feature import freshness_feature
from commkit_qa.freshness.messages import ClearVersions, ReportVersion, StateVersions, WithdrawReport
from commkit_qa.freshness.policy import products_of, states_versions
from commkit_qa.freshness.records import Product
from commkit_qa.policy import is_answer_kind, question_kinds


@freshness_feature.offers(StateVersions, ReportVersion, about=Post)
def has_versions(context: Context, post: Post) -> bool:
    """Answers, and posts of kinds that a product names, unless they were removed."""
    products = products_of(context.declared(Product)).values()
    return post.removed_at is None and any(
        states_versions(context.community_type, product, post) for product in products
    )


@freshness_feature.withholds(StateVersions, ReportVersion, ClearVersions, WithdrawReport, about=Post)
def withhold_by_versions(
    context: Context, shown: Sequence[Post]
) -> Mapping[PostId, Iterable[type[Command[Any]]]]:
    """Nothing is said of answers to what is no standing question, and nothing is taken back that is not there."""
    ids = [post.id for post in shown]
    stated = {post for (post,) in context.rows(sql.STATES_ANY, posts=ids)}
    me = context.member_or_none or NOBODY
    reported = {post for (post,) in context.rows(sql.REPORTED_ANY, posts=ids, member=me)}
    kinds = list(question_kinds(context.community_type))
    answers = [post.id for post in shown if is_answer_kind(context.community_type, post.kind)]
    standing = (
        {post for (post,) in context.rows(sql.ANSWERING, posts=answers, kinds=kinds)} if answers else set()
    )
    return {
        id: [
            *([StateVersions, ReportVersion] if id in answers and id not in standing else []),
            *([] if id in stated else [ClearVersions]),
            *([] if id in reported else [WithdrawReport]),
        ]
        for id in ids
    }
