"""How experts are found, and what members say about themselves is read."""

from typing import Any

from commkit import Context, Invalid
from commkit.members import Author, Membership, authors_of
from commkit_articles import article_kind
from commkit_internal.expertise import statements as sql
from commkit_internal.expertise.evidence import statements as evidence_sql
from commkit_internal.expertise.feature import ExpertiseSettings, expertise_feature
from commkit_internal.expertise.handlers import topic_meant
from commkit_internal.expertise.messages import FindExperts, ListMyStandings, ListTopicsOf
from commkit_internal.expertise.policy import evidence_of, score_of
from commkit_internal.expertise.records import ExpertiseStanding, TopicExpert, TopicExpertise

_MOST = 50


@expertise_feature.handles(FindExperts)
def find_experts(context: Context, query: FindExperts) -> tuple[TopicExpert, ...]:
    """Look up the topic, count the evidence, then read who they are: three statements."""
    values = _values(context, query.limit)
    topic = topic_meant(context, query.topic)
    rows = context.rows(evidence_sql.EXPERTS, topic=topic, now=context.now, **values)
    authors = authors_of(context, [row[0] for row in rows])
    points = context.settings(ExpertiseSettings).points
    found = []
    for member, standing, *counts in rows:
        evidence = evidence_of(counts, points)
        author = authors.get(member, Author(member))
        found.append(TopicExpert(author, standing is not None, score_of(evidence), evidence))
    return tuple(found)


@expertise_feature.handles(ListTopicsOf)
def list_topics_of(context: Context, query: ListTopicsOf) -> tuple[TopicExpertise, ...]:
    """Load the member, then count the evidence."""
    values = _values(context, query.limit)
    member = context.get(Membership, query.member).id
    points = context.settings(ExpertiseSettings).points
    found = []
    for topic, standing, *counts in context.rows(evidence_sql.TOPICS, member=member, **values):
        evidence = evidence_of(counts, points)
        found.append(TopicExpertise(topic, standing is not None, score_of(evidence), evidence))
    return tuple(found)


@expertise_feature.handles(ListMyStandings)
def list_my_standings(context: Context, query: ListMyStandings) -> tuple[ExpertiseStanding, ...]:
    """One statement."""
    return tuple(context.rows(sql.STANDINGS_OF, member=context.member))


def _values(context: Context, limit: int) -> dict[str, Any]:
    """The parameters of both statements: what is an article, which reactions count, and what each kind counts."""
    if not 1 <= limit <= _MOST:
        raise Invalid.field("limit", "out_of_range", f"give 1 to {_MOST}")
    type = context.community_type
    articles = [kind.name for kind in type.post_kinds if article_kind(type, kind.name) is not None]
    return {
        "articles": articles,
        "no_articles": articles,
        "worthy": [name for name, worth in type.reactions.items() if worth > 0],
        "size": limit,
        **{f"points_{kind}": points for kind, points in context.settings(ExpertiseSettings).points.items()},
    }
