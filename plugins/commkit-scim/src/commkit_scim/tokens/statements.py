"""The statements of tokens."""

from sqlalchemy import bindparam, delete, func, insert, or_, select

from commkit.members import CURRENT_STATUSES, agent, membership
from commkit.storage import Id, statement
from commkit_scim.tables import token
from commkit_scim.tokens.records import ScimToken

_HERE = token.c.community_id == bindparam("community_id")
_THIS = _HERE & (token.c.id == bindparam("id", type_=Id))
_RECORD = (token.c.id, token.c.label, token.c.agent, token.c.created_at)

ADD = statement(lambda: insert(token))
COUNT = statement(lambda: select(func.count()).select_from(token).where(_HERE))
ONE = statement(lambda: select(*_RECORD).where(_THIS), into=ScimToken)
ALL = statement(lambda: select(*_RECORD).where(_HERE).order_by(token.c.id), into=ScimToken)
DELETE = statement(lambda: delete(token).where(_THIS))
OWNER = statement(
    lambda: (
        select(token.c.secret_hash, token.c.agent, membership.c.key)
        .select_from(
            token.outerjoin(
                agent,
                (agent.c.community_id == token.c.community_id)
                & (agent.c.id == token.c.agent)
                & agent.c.removed_at.is_(None),
            ).outerjoin(
                membership,
                (membership.c.community_id == agent.c.community_id)
                & (membership.c.id == agent.c.id)
                & or_(*(membership.c.status == status for status in CURRENT_STATUSES)),
            )
        )
        .where(_THIS)
    )
)
"""The hash of a token, its agent, and the host's key of that where it is still inside."""
