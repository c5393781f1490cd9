"""What becomes of pages when their threads are merged by hand."""

from commkit import Context
from commkit.posts import ThreadsMerged
from commkit_media.pages import statements as sql
from commkit_media.pages.feature import page_feature


@page_feature.reacts_to(ThreadsMerged)
def follow_merged_thread(context: Context, fact: ThreadsMerged) -> None:
    """A page leads to the thread that its own one was merged into."""
    context.run(sql.FOLLOW_THREAD, thread=fact.thread, new_thread=fact.into)
