"""The statements of scrims and their no-shows."""

from sqlalchemy import and_, bindparam, delete, func, insert, or_, select, update

from commkit.storage import Id, UtcDateTime, insert_if_absent, statement, visible_statement
from commkit_gaming.scrims.records import Scrim, ScrimNoShow, ScrimState
from commkit_gaming.tables import guild, scrim, scrim_no_show

_COMMUNITY = bindparam("community_id", type_=Id)
_HERE = scrim.c.community_id == _COMMUNITY
_THIS = _HERE & (scrim.c.id == bindparam("id", type_=Id))
_GUILD = bindparam("guild", type_=Id)
_AT = bindparam("at", type_=UtcDateTime)
_OF_GUILD = and_(_HERE, or_(scrim.c.guild == _GUILD, scrim.c.other == _GUILD))
_COLUMNS = tuple(scrim.c[name] for name in Scrim.__annotations__)

ADD = statement(lambda: insert(scrim))
ONE = visible_statement(lambda visible: select(*_COLUMNS).where(_THIS, visible(Scrim, scrim)), into=Scrim)
LOCKED = statement(lambda: select(*_COLUMNS).where(_THIS).with_for_update(), into=Scrim)
"""A scrim as it is until the commit, whoever asks: of two who answer at once, the second finds it answered."""
WAITING_OF = statement(
    lambda: select(func.count()).where(
        _HERE, scrim.c.guild == _GUILD, scrim.c.state == ScrimState.ASKED, scrim.c.starts_at > _AT
    )
)
"""How many scrims that a guild asked for wait for an answer."""
AHEAD_OF = statement(
    lambda: (
        select(*_COLUMNS)
        .where(
            _OF_GUILD,
            or_(scrim.c.state == ScrimState.ASKED, scrim.c.state == ScrimState.ACCEPTED),
            scrim.c.starts_at > _AT,
        )
        .order_by(scrim.c.id)
        .with_for_update()
    ),
    into=Scrim,
)
"""The scrims of a guild that have not begun, locked in the order of their ids."""
PAGE = visible_statement(
    lambda visible: (
        select(*_COLUMNS)
        .where(_OF_GUILD, scrim.c.id < bindparam("after", type_=Id), visible(Scrim, scrim))
        .order_by(scrim.c.id.desc())
        .limit(bindparam("size"))
    ),
    into=Scrim,
)
_ASKING, _ASKED = guild.alias(), guild.alias()
NAMES = visible_statement(
    lambda visible: (
        select(scrim.c.id, scrim.c.game, _ASKING.c.tag, _ASKED.c.tag)
        .select_from(
            scrim.join(
                _ASKING,
                and_(_ASKING.c.community_id == scrim.c.community_id, _ASKING.c.id == scrim.c.guild),
            ).join(_ASKED, and_(_ASKED.c.community_id == scrim.c.community_id, _ASKED.c.id == scrim.c.other))
        )
        .where(_HERE, scrim.c.id.in_(bindparam("ids", expanding=True, type_=Id)), visible(Scrim, scrim))
    )
)
"""The games of scrims, and the tags of their two guilds."""
SET_STATE = statement(lambda: update(scrim).values(state=bindparam("new_state")).where(_THIS))
ACCEPT = statement(lambda: update(scrim).values(state=ScrimState.ACCEPTED, accepted_at=_AT).where(_THIS))
TELL = statement(
    lambda: (
        update(scrim)
        .values(
            score=bindparam("new_score"),
            other_score=bindparam("new_other_score"),
            result_by=bindparam("by", type_=Id),
        )
        .where(_THIS)
    )
)
CONFIRM = statement(lambda: update(scrim).values(confirmed_at=_AT).where(_THIS))

# --- no-shows --------------------------------------------------------------------------------------------------------

_NO_SHOWS_HERE = scrim_no_show.c.community_id == _COMMUNITY
_THIS_NO_SHOW = _NO_SHOWS_HERE & (scrim_no_show.c.id == bindparam("id", type_=Id))
_OF_SCRIM = _NO_SHOWS_HERE & (scrim_no_show.c.scrim == bindparam("scrim", type_=Id))
_NO_SHOW_COLUMNS = tuple(scrim_no_show.c[name] for name in ScrimNoShow.__annotations__)

ADD_NO_SHOW = statement(lambda: insert_if_absent(scrim_no_show))
"""Adds nothing where it is noted already: a key decides."""
NO_SHOW = visible_statement(
    lambda visible: select(*_NO_SHOW_COLUMNS).where(_THIS_NO_SHOW, visible(ScrimNoShow, scrim_no_show)),
    into=ScrimNoShow,
)
NO_SHOWS = visible_statement(
    lambda visible: (
        select(*_NO_SHOW_COLUMNS)
        .where(_OF_SCRIM, visible(ScrimNoShow, scrim_no_show))
        .order_by(scrim_no_show.c.guild)
    ),
    into=ScrimNoShow,
)
"""The no-shows of a scrim, at most two."""
DISPUTE = statement(
    lambda: (
        update(scrim_no_show)
        .values(disputed_at=_AT)
        .where(_THIS_NO_SHOW, scrim_no_show.c.disputed_at.is_(None))
    )
)
"""Changes nothing where it was disputed."""
DELETE_NO_SHOW = statement(lambda: delete(scrim_no_show).where(_THIS_NO_SHOW))
