"""The statements of imports. They check no visibility: only the host imports."""

from sqlalchemy import bindparam, select

from commkit.storage import Id, insert_if_absent, statement
from commkit_opinion.tables import consultation, proposed, vote

_CONSULTATION = bindparam("consultation", type_=Id)

ADD = statement(lambda: insert_if_absent(consultation))
OF_SOURCE = statement(
    lambda: select(consultation.c.id).where(
        consultation.c.community_id == bindparam("community_id"), consultation.c.source == bindparam("source")
    )
)
LOCK = statement(
    lambda: (
        select(consultation.c.source)
        .where(
            consultation.c.community_id == bindparam("community_id"),
            consultation.c.id == _CONSULTATION,
            consultation.c.source.is_not(None),
        )
        .with_for_update(of=consultation)
    )
)
"""Locks an imported consultation, so that batches of two imports happen one after the other."""
STATEMENTS = statement(
    lambda: select(proposed.c.external_id, proposed.c.id, proposed.c.number).where(
        proposed.c.community_id == bindparam("community_id"),
        proposed.c.consultation == _CONSULTATION,
    )
)
VOTES = statement(
    lambda: select(vote.c.statement, vote.c.member, vote.c.choice, vote.c.at).where(
        vote.c.community_id == bindparam("community_id"),
        vote.c.consultation == _CONSULTATION,
        vote.c.member.in_(bindparam("members", expanding=True)),
    )
)
