"""The statements of no-shows."""

from sqlalchemy import bindparam, delete, func, or_, select, update

from commkit.storage import Id, UtcDateTime, insert_if_absent, statement, visible_statement
from commkit_gaming.looking_for_group.no_shows.records import NoShow, NoShowState
from commkit_gaming.tables import no_show

_HERE = no_show.c.community_id == bindparam("community_id", type_=Id)
_THIS = _HERE & (no_show.c.id == bindparam("id", type_=Id))
_OF_MEMBER = _HERE & (no_show.c.member == bindparam("member", type_=Id))
_COLUMNS = tuple(no_show.c[name] for name in NoShow.__annotations__)

ADD = statement(lambda: insert_if_absent(no_show))
"""Adds nothing where it is noted already: a key decides."""
ONE = visible_statement(lambda visible: select(*_COLUMNS).where(_THIS, visible(NoShow, no_show)), into=NoShow)
TAKE_BACK = statement(
    lambda: delete(no_show).where(
        _OF_MEMBER,
        no_show.c.party == bindparam("party", type_=Id),
        no_show.c.noted_by == bindparam("noted_by", type_=Id),
        or_(no_show.c.state == NoShowState.NOTED, no_show.c.state == NoShowState.DISPUTED),
    )
)
DISPUTE = statement(
    lambda: (
        update(no_show)
        .values(state=NoShowState.DISPUTED, dispute=bindparam("new_dispute"))
        .where(_THIS, no_show.c.state == NoShowState.NOTED)
    )
)
"""Changes nothing where it was disputed or decided."""
DECIDE = statement(
    lambda: (
        update(no_show)
        .values(state=bindparam("new_state"), decided_at=bindparam("at", type_=UtcDateTime))
        .where(_THIS)
    )
)
COUNTING = statement(
    lambda: (
        select(func.max(no_show.c.noted_at))
        .where(
            _OF_MEMBER,
            no_show.c.noted_at > bindparam("since", type_=UtcDateTime),
            or_(no_show.c.state == NoShowState.NOTED, no_show.c.state == NoShowState.UPHELD),
        )
        .group_by(no_show.c.noted_by)
    )
)
"""The latest no-show of a member by each who noted some that count; for the count alone."""
LATEST = visible_statement(
    lambda visible: (
        select(*_COLUMNS).where(_OF_MEMBER, visible(NoShow, no_show)).order_by(no_show.c.id.desc()).limit(100)
    ),
    into=NoShow,
)
DISPUTED = visible_statement(
    lambda visible: (
        select(*_COLUMNS)
        .where(
            _HERE,
            no_show.c.state == NoShowState.DISPUTED,
            no_show.c.id > bindparam("after", type_=Id),
            visible(NoShow, no_show),
        )
        .order_by(no_show.c.id)
        .limit(bindparam("size"))
    ),
    into=NoShow,
)
