"""Who in a conversation is a stranger to a minor."""

from collections.abc import Collection

from attrs import frozen

from commkit import Context, MemberId
from commkit.members import GroupId
from commkit.storage import NOBODY
from commkit_minors.ages.queries import protected_among
from commkit_minors.conversations import statements as sql
from commkit_minors.policy import Pair, Present, strangers_of_minors
from commkit_minors.records import FamiliarGroups
from commkit_minors.rules.records import MinorsSettings


@frozen
class Room:
    """A conversation as the rules see it.

    Attributes:
        inside: Who is in it.
        protected: Those of the persons who are protected.
        strangers: The pairs that may not be in it together.
    """

    inside: tuple[Present, ...]
    protected: frozenset[MemberId]
    strangers: frozenset[Pair]


def read_room(context: Context, id: GroupId, *, ignored: GroupId | None = None) -> Room:
    """Who is in a conversation, and which of them are strangers of minors.

    Args:
        context: The context of a command; the group is locked.
        id: The walled group.
        ignored: A group in which people do not count as knowing each other, since it is being deleted.
    """
    inside = tuple(Present(*row) for row in context.rows(sql.PRESENT, id=id))
    persons = sorted({each.person for each in inside if not each.by_host})
    protected = protected_among(context, persons)
    if not protected or len({each.person for each in inside}) < 2:
        return Room(inside, frozenset(protected), frozenset())
    alone = {minor for (minor,) in context.rows(sql.ALONE, persons=persons)} & protected
    known = known_pairs(context, persons, ignored=ignored)
    pairs = strangers_of_minors(inside, protected=protected, alone=alone, known=known)
    return Room(inside, frozenset(protected), frozenset(pairs))


def known_pairs(
    context: Context, persons: Collection[MemberId], *, ignored: GroupId | None = None
) -> set[Pair]:
    """The pairs of some persons who know each other: by a guild or group, a guardian's word, or as whose guardian.

    Args:
        context: The context of a message.
        persons: The persons, at most those of one conversation.
        ignored: A group that does not count.
    """
    names = sorted(persons)
    since = context.now - context.settings(MinorsSettings).known_after
    keepers = sorted({each.kept_by for each in context.declared(FamiliarGroups)})
    shared = context.rows(sql.SHARED, persons=names, since=since, ignored=ignored or NOBODY, keepers=keepers)
    return {
        frozenset(pair)
        for rows in (
            shared,
            context.rows(sql.CONTACTS, persons=names),
            context.rows(sql.GUARDIANS, persons=names),
        )
        for pair in rows
    }
