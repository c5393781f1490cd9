"""The statements of recusals."""

from sqlalchemy import bindparam, delete, select

from commkit.storage import Id, insert_if_absent, statement
from commkit_contests.tables import mark, recusal

_COMMUNITY = bindparam("community_id", type_=Id)
_ENTRY = bindparam("entry", type_=Id)
_JUDGE = bindparam("judge", type_=Id)

ADD = statement(lambda: insert_if_absent(recusal))
IS_RECUSED = statement(
    lambda: select(recusal.c.reason).where(
        recusal.c.community_id == _COMMUNITY, recusal.c.entry == _ENTRY, recusal.c.judge == _JUDGE
    )
)
DROP_MARKS = statement(
    lambda: delete(mark).where(
        mark.c.community_id == _COMMUNITY, mark.c.entry == _ENTRY, mark.c.judge == _JUDGE
    )
)
