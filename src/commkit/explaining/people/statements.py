"""The statements about whom a question is about."""

from sqlalchemy import bindparam, select

from commkit.members import membership
from commkit.runtime.storage.statements import statement

KEY = statement(
    lambda: select(membership.c.key).where(
        membership.c.community_id == bindparam("community_id"), membership.c.id == bindparam("id")
    )
)
"""The host's key of a member."""
