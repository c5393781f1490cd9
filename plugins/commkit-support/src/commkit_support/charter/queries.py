"""How the charter, offers and their numbers are read, and which topics a text is about."""

from typing import Any

from commkit import Context, NotFound
from commkit.posts import PostId
from commkit.statistics import share_of
from commkit_support.charter import statements as sql
from commkit_support.charter.feature import charter_feature
from commkit_support.charter.messages import ReadScopeCharter, ReadScopeNumbers, ReadScopeOffer
from commkit_support.charter.policy import topics_of
from commkit_support.charter.records import ScopeCharter, ScopeNumbers, ScopeOffer, ScopeTopic
from commkit_support.numbers.policy import SMALLEST_GROUP, TOO_FEW, month_of
from commkit_support.yielding.feature import YieldSettings


@charter_feature.handles(ReadScopeCharter)
def read_charter(context: Context, query: ReadScopeCharter) -> ScopeCharter:
    """One statement; version 0 is what is declared."""
    if query.version is None:
        return current_charter(context)
    if query.version == 0:
        return ScopeCharter(0, context.declared(ScopeTopic), None, None, "")
    found = as_charter(context.rows(sql.VERSION, version=query.version))
    if found is None:
        raise NotFound("support.no_charter", "the charter has no such version; read the present one")
    return found


@charter_feature.handles(ReadScopeOffer)
def read_scope_offer(context: Context, query: ReadScopeOffer) -> ScopeOffer:
    """Load it, which checks who asks."""
    return context.get(ScopeOffer, query.offer)


@charter_feature.handles(ReadScopeNumbers)
def read_charter_numbers(context: Context, query: ReadScopeNumbers) -> ScopeNumbers:
    """Count in one statement."""
    since, until = month_of(query.month)
    ((people, offered, handed_off, published, given_up),) = context.rows(
        sql.NUMBERS, since=since, until=until
    )
    if 0 < people < SMALLEST_GROUP:
        return ScopeNumbers(None, None, None, None, None, TOO_FEW)
    return ScopeNumbers(
        people=people,
        offered=offered,
        handed_off=share_of(handed_off, offered),
        published=share_of(published, offered),
        given_up=share_of(given_up, offered),
        withheld="",
    )


def current_charter(context: Context) -> ScopeCharter:
    """The present version, or what is declared as long as nobody changed it; read once in a command."""
    return context.once(read_present)


def read_present(context: Context) -> ScopeCharter:
    """The same, read anew."""
    return as_charter(context.rows(sql.CURRENT)) or ScopeCharter(
        0, context.declared(ScopeTopic), None, None, ""
    )


def as_charter(rows: list[tuple[Any, ...]]) -> ScopeCharter | None:
    """The charter of the rows of a version; None where there are none."""
    if not rows:
        return None
    topics = tuple(_topic(row[4:]) for row in rows if row[4] is not None)  # one row where it has no topic
    version, changed_by, changed_at, note = rows[0][:4]
    return ScopeCharter(version, topics, changed_by, changed_at, note)


def _topic(row: tuple[Any, ...]) -> ScopeTopic:
    name, title, why, action, finder, words = row
    return ScopeTopic(name, title, why, action, finder, tuple(words.splitlines()))


def found_topics(context: Context, charter: ScopeCharter, title: str, body: str) -> tuple[ScopeTopic, ...]:
    """The topics of the charter that a text is about."""
    words = context.settings(YieldSettings).safety_words
    return topics_of(f"{title}\n{body}", charter.topics, safety_words=words)


def judged_texts(context: Context) -> dict[PostId | str, bool]:
    """What is private or dangerous among the texts of this command: by the post, or by the text of a new one.

    Gates and transforms write it down, and reactions, which know the post, look it up. True where it was masked.
    """
    return context.once(_no_texts)


def _no_texts(_: Context) -> dict[PostId | str, bool]:
    return {}


def is_in_private(context: Context, id: PostId) -> bool:
    """Whether a post is a private question, or in one; whoever may see it."""
    return context.one(sql.IN_PRIVATE, post=id) is not None
