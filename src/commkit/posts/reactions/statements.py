"""The SQL of reactions, their counts and the scores of posts."""

from sqlalchemy import bindparam, delete, select, update

from commkit.posts.reactions.records import ReactionCount
from commkit.posts.reactions.tables import reaction, reaction_count
from commkit.posts.tables import post
from commkit.runtime.storage.statements import insert_if_absent, statement, upsert

_HERE = post.c.community_id == bindparam("community_id")

_THIS = _HERE & (post.c.id == bindparam("id"))

ADD_REACTION = statement(lambda: insert_if_absent(reaction))

DELETE_REACTION = statement(
    lambda: delete(reaction).where(
        reaction.c.community_id == bindparam("community_id"),
        reaction.c.post == bindparam("post"),
        reaction.c.member == bindparam("member"),
        reaction.c.reaction == bindparam("reaction"),
    )
)

_tally_new = upsert(reaction_count)

COUNT_REACTION = statement(
    lambda: _tally_new.on_conflict_do_update(
        index_elements=["community_id", "post", "reaction"],
        set_={
            "local_count": reaction_count.c.local_count + _tally_new.excluded.local_count,
            "imported_count": reaction_count.c.imported_count + _tally_new.excluded.imported_count,
        },
    )
)

REACTION_COUNTS = statement(
    lambda: (
        select(reaction_count.c.reaction, reaction_count.c.local_count, reaction_count.c.imported_count)
        .where(
            reaction_count.c.community_id == bindparam("community_id"),
            reaction_count.c.post == bindparam("post"),
        )
        .order_by(reaction_count.c.reaction)
    ),
    into=ReactionCount,
)

_scored = update(post).values(score=post.c.score + bindparam("worth")).where(_THIS)

SCORE = statement(_scored)

SCORE_VISIBLE = statement(lambda: _scored.where(post.c.removed_at.is_(None)))
