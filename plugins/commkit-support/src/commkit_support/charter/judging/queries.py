"""How the present charter is read, and what of a post it is asked about."""

from attrs import frozen

from commkit import Context, FactId
from commkit.posts import PostCreated, PostEdited, PostId
from commkit_qa import question_kind
from commkit_support.charter import statements as sql
from commkit_support.charter.judging.policy import as_charter
from commkit_support.charter.judging.records import Judged, WrittenPost
from commkit_support.charter.policy import topics_of
from commkit_support.charter.records import ScopeCharter, ScopeTopic
from commkit_support.yielding.feature import YieldSettings
from commkit_support.yielding.policy import is_about_safety


def current_charter(context: Context) -> ScopeCharter:
    """The present version, or what is declared as long as nobody changed it; read once in a command."""
    return context.once(read_present)


def read_present(context: Context) -> ScopeCharter:
    """Read the present version from the database; use `current_charter`."""
    return as_charter(context.rows(sql.CURRENT)) or declared_charter(context)


def declared_charter(context: Context) -> ScopeCharter:
    """Version 0, which is what is declared."""
    return ScopeCharter(0, context.declared(ScopeTopic), None, None, "")


def found_topics(context: Context, charter: ScopeCharter, title: str, body: str) -> tuple[ScopeTopic, ...]:
    """The topics of the charter that a text is about."""
    words = context.settings(YieldSettings).safety_words
    return topics_of(f"{title}\n{body}", charter.topics, safety_words=words)


def has_safety_word(context: Context, text: str) -> bool:
    """Whether a text has a safety word, which costs no statement; the charter says whether it is danger."""
    return is_about_safety(text, context.settings(YieldSettings).safety_words)


def is_in_private(context: Context, id: PostId) -> bool:
    """Whether a post is a private question, or in one; whoever may see it."""
    return context.one(sql.IN_PRIVATE, post=id) is not None


def judged_post(context: Context, fact: PostCreated | PostEdited) -> WrittenPost | None:
    """What was written into a question or a reply; read once for all reactions to the fact.

    None for other posts that open a thread, and for a new reply in which nothing was found, which is not read. A post
    that is held for moderation is read too: it is hidden from its author, and danger is heard of all the same.
    """
    if isinstance(fact, PostCreated) and fact.parent is not None and context.noted(Judged) is None:
        return None
    written = context.once(_ReadWritten(fact.post, fact.id))
    if written is None:
        return None
    is_other = written.thread == fact.post and question_kind(context.community_type, written.kind) is None
    return None if is_other else written


@frozen
class _ReadWritten:
    """Read what is written in a post when a fact is emitted: a later edit in the same command has a fact of its own."""

    post: PostId
    fact: FactId | None

    def __call__(self, context: Context) -> WrittenPost | None:
        found: WrittenPost | None = context.one(sql.WRITTEN, post=self.post)
        return found
