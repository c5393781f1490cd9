"""What an entry says goes with what its post says; that it was imported stays known."""

from commkit import Context
from commkit.posts import ThreadsExpired
from commkit.privacy import PersonErased
from commkit_feedreader.entries import statements as sql
from commkit_feedreader.feeds.feature import feed_feature


@feed_feature.reacts_to(ThreadsExpired)
def forget_expired(context: Context, fact: ThreadsExpired) -> None:
    """Take the words of the entries that became the posts of threads that are kept no longer."""
    context.run(sql.FORGET_IN_THREADS, threads=fact.threads)


@feed_feature.reacts_to(PersonErased)
def forget_erased(context: Context, fact: PersonErased) -> None:
    """Take the words of the entries whose posts an erased agent wrote; what is held stays until it is released."""
    context.run(sql.forget_of_author(context.registry.holds), member=fact.member)
