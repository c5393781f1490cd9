"""The statements of accounts."""

from sqlalchemy import bindparam, select

from commkit.members.tables import member
from commkit.runtime.storage.statements import insert_if_absent, statement

ADD_ACCOUNT = statement(lambda: insert_if_absent(member))
_BY_KEY = select(member.c.id, member.c.kind).where(member.c.key == bindparam("key"))
ACCOUNT = statement(lambda: select(member.c.id).where(member.c.key == bindparam("key")))
SHARE_ACCOUNT = statement(lambda: _BY_KEY.with_for_update(read=True))
"""Locked until the commit, so that whoever is written about now is not erased before."""
LOCK_ACCOUNT = statement(_BY_KEY.with_for_update)
"""Locked alone until the commit, so that whoever is erased now becomes a member nowhere meanwhile."""
