"""A record as a plugin's author writes it, and its table and statements as one would write them by hand."""

from datetime import datetime
from typing import Annotated, NewType
from uuid import UUID

import sqlalchemy as sa
from attrs import frozen

from commkit import MemberId
from commkit.storage import (
    COMMUNITY,
    LAST_ID,
    Id,
    Person,
    Personal,
    UtcDateTime,
    community_id,
    crud,
    person,
    personal,
    plain,
    record_table,
    statement,
)

KudosId = NewType("KudosId", UUID)


@frozen
class Kudos:
    """A thank-you from one member to another.

    Attributes:
        id: The id of the kudos.
        giver: Who gave them.
        to: Who got them.
        why: What for, in the giver's words.
        at: When.
    """

    id: KudosId
    giver: Annotated[MemberId, Person()]
    to: Annotated[MemberId, Person()]
    why: Annotated[str, Personal(of="giver", max=500)]
    at: datetime


given = record_table("commkit_kudos_given", Kudos, index=["to"])
KUDOS = crud(given, Kudos, where=("to",))

by_hand = sa.Table(
    "commkit_kudos_given",
    sa.MetaData(),
    community_id(),
    sa.Column("id", Id, primary_key=True, info=plain("The id of the kudos.")),
    sa.Column("giver", Id, nullable=False, info=person("Who gave them.")),
    sa.Column("to", Id, nullable=False, info=person("Who got them.")),
    sa.Column("why", sa.Text, nullable=False, info=personal("What for, in the giver's words.", of="giver")),
    sa.Column("at", UtcDateTime, nullable=False, info=plain("When.")),
    info=COMMUNITY,
)
sa.Index("ix_commkit_kudos_given_to", by_hand.c.community_id, by_hand.c.to, by_hand.c.id)

_HERE = by_hand.c.community_id == sa.bindparam("community_id")
_THIS = _HERE & (by_hand.c.id == sa.bindparam("id"))
_COLUMNS = (by_hand.c.id, by_hand.c.giver, by_hand.c.to, by_hand.c.why, by_hand.c.at)

BY_HAND = {
    "add": statement(sa.insert(by_hand)),
    "one": statement(sa.select(*_COLUMNS).where(_THIS), into=Kudos),
    "page": statement(
        sa.select(*_COLUMNS)
        .where(_HERE, by_hand.c.to == sa.bindparam("to"), by_hand.c.id < sa.bindparam("after_id"))
        .order_by(by_hand.c.id.desc())
        .limit(sa.bindparam("size")),
        into=Kudos,
    ),
    "update": statement(
        sa.update(by_hand)
        .values(
            {name: sa.bindparam(name, type_=by_hand.c[name].type) for name in ("giver", "to", "why", "at")}
        )
        .where(_THIS)
    ),
    "delete": statement(sa.delete(by_hand).where(_THIS)),
}
FIRST_PAGE = {"after_id": LAST_ID, "size": 21}
