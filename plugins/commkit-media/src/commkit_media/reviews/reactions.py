"""What becomes of reviews when their threads are merged."""

from commkit import Context
from commkit.posts import ThreadsMerged
from commkit_media.reviews import statements as sql
from commkit_media.reviews.feature import review_feature


@review_feature.reacts_to(ThreadsMerged)
def follow_merged_thread(context: Context, fact: ThreadsMerged) -> None:
    """Reviews count where they stand; of who reviewed both, the one that was there before does."""
    context.run(sql.FOLLOW_THREAD, thread=fact.thread, new_thread=fact.into)
