"""What a report answers."""

from commkit import Context
from commkit_qa.freshness.facts import VersionReported
from commkit_qa.releases import statements as sql
from commkit_qa.releases.feature import release_feature


@release_feature.reacts_to(VersionReported)
def answer_recheck(context: Context, fact: VersionReported) -> None:
    """Whoever says whether a post works in a release was asked that, if they were, and is asked no more."""
    if fact.actor is not None:
        context.run(
            sql.ANSWER,
            post=fact.post,
            member=fact.actor,
            product=fact.product,
            version_key=fact.version_key,
            now=context.now,
        )
