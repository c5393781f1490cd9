"""The statements of privileges."""

from sqlalchemy import bindparam, delete, select

from commkit.storage import Id, insert_if_absent, statement
from commkit_reputation.tables import privilege

_OF_MEMBER = (privilege.c.community_id == bindparam("community_id", type_=Id)) & (
    privilege.c.member == bindparam("member", type_=Id)
)

HELD = statement(lambda: select(privilege.c.privilege).where(_OF_MEMBER).order_by(privilege.c.privilege))
"""The names of the privileges that a member has."""
ADD = statement(lambda: insert_if_absent(privilege))
DELETE = statement(
    lambda: delete(privilege).where(_OF_MEMBER, privilege.c.privilege == bindparam("privilege"))
)
