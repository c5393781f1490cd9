"""How mutes are read."""

from commkit import Context
from commkit_topical.muting import statements as sql
from commkit_topical.muting.feature import muting_feature
from commkit_topical.muting.messages import ListMyMutes
from commkit_topical.muting.records import Mutes


@muting_feature.handles(ListMyMutes)
def list_my_mutes(context: Context, query: ListMyMutes) -> Mutes:
    """List them; their number is limited."""
    return my_mutes(context)


def my_mutes(context: Context) -> Mutes:
    """What the actor mutes; nothing for who is no member."""
    me = context.member_or_none
    if me is None:
        return Mutes((), (), ())
    words, tags, spaces = (
        tuple(value for (value,) in context.rows(found, member=me))
        for found in (sql.WORDS, sql.TAGS, sql.SPACES)
    )
    return Mutes(words, tags, spaces)
