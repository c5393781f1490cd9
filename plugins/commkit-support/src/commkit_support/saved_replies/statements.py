"""The statements of saved replies."""

from sqlalchemy import bindparam, update

from commkit.storage import Id, UtcDateTime, crud, statement
from commkit_support.saved_replies.records import SavedReply
from commkit_support.tables import saved_reply

REPLIES = crud(saved_reply, SavedReply, order=("uses",))

_THIS = (saved_reply.c.community_id == bindparam("community_id")) & (
    saved_reply.c.id == bindparam("reply", type_=Id)
)
COUNT_USE = statement(
    lambda: (
        update(saved_reply)
        .values(uses=saved_reply.c.uses + 1, used_at=bindparam("now", type_=UtcDateTime))
        .where(_THIS)
    )
)
UPDATE = statement(
    lambda: (
        update(saved_reply)
        .values(
            title=bindparam("new_title"),
            body=bindparam("new_body"),
            changed_at=bindparam("now", type_=UtcDateTime),
            version=saved_reply.c.version + 1,
        )
        .where(_THIS, saved_reply.c.version == bindparam("seen"))
    )
)
"""Changes it if it still has the version that was read."""
