"""The SQL of tag wikis."""

from sqlalchemy import Integer, bindparam, delete, func, select

from commkit.members import membership
from commkit.posts.tag_wikis.records import TagWikiVersion
from commkit.posts.tag_wikis.tables import tag_wiki
from commkit.runtime.storage.statements import insert_if_absent, statement

_OF_TAG = (tag_wiki.c.community_id == bindparam("community_id")) & (tag_wiki.c.tag == bindparam("tag"))
_PART = _OF_TAG & (tag_wiki.c.part == bindparam("part"))
_VERSIONS = select(
    tag_wiki.c.tag,
    tag_wiki.c.part,
    tag_wiki.c.version,
    tag_wiki.c.text,
    tag_wiki.c.markup,
    tag_wiki.c.author,
    func.coalesce(membership.c.name, tag_wiki.c.author_name),
    tag_wiki.c.at,
    tag_wiki.c.reason,
).select_from(
    tag_wiki.outerjoin(
        membership,
        (membership.c.community_id == tag_wiki.c.community_id) & (membership.c.id == tag_wiki.c.author),
    )
)
_later = tag_wiki.alias("later")

PRESENT = statement(
    lambda: _VERSIONS.where(
        _OF_TAG,
        tag_wiki.c.version
        == select(func.max(_later.c.version))
        .where(
            _later.c.community_id == tag_wiki.c.community_id,
            _later.c.tag == tag_wiki.c.tag,
            _later.c.part == tag_wiki.c.part,
        )
        .scalar_subquery(),
    ),
    into=TagWikiVersion,
)
VERSIONS = statement(
    lambda: (
        _VERSIONS.where(_PART, tag_wiki.c.version > bindparam("after", type_=Integer))
        .order_by(tag_wiki.c.version)
        .limit(bindparam("size"))
    ),
    into=TagWikiVersion,
)
ADD_VERSION = statement(lambda: insert_if_absent(tag_wiki))
"""Adds no row where somebody else wrote that version first."""

DELETE_PART = statement(
    lambda: delete(tag_wiki).where(
        tag_wiki.c.community_id == bindparam("community_id"),
        tag_wiki.c.tag == bindparam("of_tag"),
        tag_wiki.c.part == bindparam("of_part"),
    )
)
"""For an import that writes the history of a part anew."""
