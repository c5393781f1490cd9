"""The parameters that statements of test panels share."""

from sqlalchemy import Boolean, Integer, bindparam

from commkit.runtime.storage.columns import Id, UtcDateTime

COMMUNITY = bindparam("community_id", type_=Id)
NOW = bindparam("now", type_=UtcDateTime)
ME = bindparam("me", type_=Id)
MEMBER = bindparam("member", type_=Id)
ID = bindparam("id", type_=Id)
PANEL = bindparam("panel", type_=Id)
TASK = bindparam("task", type_=Id)
AFTER = bindparam("after", type_=Id)
SIZE = bindparam("size", type_=Integer)
MANAGES = bindparam("manages", type_=Boolean(create_constraint=False))
