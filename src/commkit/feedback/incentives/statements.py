"""The statements of incentives."""

from sqlalchemy import bindparam, func, insert, select, update

from commkit.feedback.incentives.records import Incentive
from commkit.feedback.incentives.tables import incentive
from commkit.feedback.panels.statements import AFTER, COMMUNITY, ID, NOW, PANEL, SIZE
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement, visible_statement

_INCENTIVE_RECORD = (
    incentive.c.id,
    incentive.c.panel,
    incentive.c.task,
    incentive.c.member,
    incentive.c.description,
    incentive.c.promised_at,
    incentive.c.fulfilled_at,
)

_INCENTIVES = incentive.c.community_id == COMMUNITY

ONE_INCENTIVE = visible_statement(
    lambda visible: select(*_INCENTIVE_RECORD).where(
        _INCENTIVES, incentive.c.id == ID, visible(Incentive, incentive)
    ),
    into=Incentive,
)

INCENTIVE_PAGE = visible_statement(
    lambda visible: (
        select(*_INCENTIVE_RECORD)
        .where(
            _INCENTIVES,
            incentive.c.panel == PANEL,
            incentive.c.id < AFTER,
            visible(Incentive, incentive, alone=True),
        )
        .order_by(incentive.c.id.desc())
        .limit(SIZE)
    ),
    into=Incentive,
)

ADD_INCENTIVE = statement(
    lambda: insert(incentive).values(
        {c.name: bindparam(c.name) for c in incentive.c if c.name not in ("fulfilled_by", "fulfilled_at")}
    )
)

FULFILL_INCENTIVE = statement(
    lambda: (
        update(incentive)
        .values(fulfilled_at=NOW, fulfilled_by=bindparam("by", type_=Id))
        .where(_INCENTIVES, incentive.c.id == ID, incentive.c.fulfilled_at.is_(None))
    )
)

INCENTIVE_COUNTS = statement(
    lambda: select(func.count(), func.count(incentive.c.fulfilled_at)).where(
        _INCENTIVES, incentive.c.panel == PANEL
    )
)
