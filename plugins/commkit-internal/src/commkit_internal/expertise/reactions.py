"""What follows for expertise when tags are merged."""

from commkit import Context
from commkit.posts import TagsMerged
from commkit_internal.expertise import statements as sql
from commkit_internal.expertise.feature import expertise_feature


@expertise_feature.reacts_to(TagsMerged)
def follow_merge(context: Context, fact: TagsMerged) -> None:
    """What was said about the tag is said about the one that it stands for; of two standings the denial holds."""
    context.run(sql.DENY_INTO, merged=fact.tag, into=fact.into)
    for move in sql.MOVES:
        context.run(move, merged=fact.tag, into=fact.into)
