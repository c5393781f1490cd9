"""The statements of what members say about their expertise, and of endorsements."""

from typing import Any

from sqlalchemy import String, Table, bindparam, delete, exists, func, select, update

from commkit.posts import tag
from commkit.storage import Id, Statement, insert_if_absent, statement, upsert
from commkit_internal.expertise.records import ExpertiseEndorsement, ExpertiseStanding, Standing
from commkit_internal.tables import expertise_endorsement as endorsement
from commkit_internal.tables import expertise_standing as standing

_MEMBER = bindparam("member", type_=Id)
_TOPIC = bindparam("topic", type_=String)
_STANDINGS_HERE = standing.c.community_id == bindparam("community_id")
_THIS_STANDING = _STANDINGS_HERE & (standing.c.member == _MEMBER) & (standing.c.topic == _TOPIC)
_THIS_ENDORSEMENT = (
    (endorsement.c.community_id == bindparam("community_id"))
    & (endorsement.c.member == _MEMBER)
    & (endorsement.c.topic == _TOPIC)
    & (endorsement.c.endorser == bindparam("endorser", type_=Id))
)
_STANDING_COLUMNS = tuple(standing.c[name] for name in ExpertiseStanding.__annotations__)
_ENDORSEMENT_COLUMNS = tuple(endorsement.c[name] for name in ExpertiseEndorsement.__annotations__)

TOPIC = statement(
    lambda: select(func.coalesce(tag.c.synonym_of, tag.c.name)).where(
        tag.c.community_id == bindparam("community_id"), tag.c.name == bindparam("name")
    )
)
"""The tag that a name stands for; nothing where no thread ever had it."""

_stated = upsert(standing)
STATE = statement(
    lambda: _stated.on_conflict_do_update(
        index_elements=["community_id", "member", "topic"],
        set_={name: _stated.excluded[name] for name in ("standing", "at")},
    )
)
STANDING = statement(lambda: select(*_STANDING_COLUMNS).where(_THIS_STANDING), into=ExpertiseStanding)
DELETE_STANDING = statement(lambda: delete(standing).where(_THIS_STANDING))
STANDINGS_OF = statement(
    lambda: (
        select(*_STANDING_COLUMNS)
        .where(_STANDINGS_HERE, standing.c.member == _MEMBER)
        .order_by(standing.c.topic)
        .limit(500)
    ),
    into=ExpertiseStanding,
)
ADD_ENDORSEMENT = statement(lambda: insert_if_absent(endorsement))
"""Adds nothing where the endorser endorsed it already."""
ENDORSEMENT = statement(
    lambda: select(*_ENDORSEMENT_COLUMNS).where(_THIS_ENDORSEMENT), into=ExpertiseEndorsement
)
DELETE_ENDORSEMENT = statement(lambda: delete(endorsement).where(_THIS_ENDORSEMENT))

# --- tags that are merged --------------------------------------------------------------------------------------------

_INTO = bindparam("into", type_=String)
_FROM = bindparam("merged", type_=String)


def _move(table: Table, *same: str) -> Statement[Any]:
    """Give rows of a tag to the one that it was merged into, but for those that are there already."""
    there = table.alias("there")

    def build() -> Any:
        is_there = exists(
            select(there.c.topic).where(
                there.c.community_id == table.c.community_id,
                there.c.topic == _INTO,
                *(there.c[name] == table.c[name] for name in same),
            )
        )
        return (
            update(table)
            .values(topic=_INTO)
            .where(table.c.community_id == bindparam("community_id"), table.c.topic == _FROM, ~is_there)
        )

    return statement(build)


def _forget(table: Table) -> Statement[Any]:
    return statement(
        lambda: delete(table).where(table.c.community_id == bindparam("community_id"), table.c.topic == _FROM)
    )


_other = standing.alias("other")
DENY_INTO = statement(
    lambda: (
        update(standing)
        .values(standing=Standing.DENIED)
        .where(
            _STANDINGS_HERE,
            standing.c.topic == _INTO,
            exists(
                select(_other.c.topic).where(
                    _other.c.community_id == standing.c.community_id,
                    _other.c.member == standing.c.member,
                    _other.c.topic == _FROM,
                    _other.c.standing == Standing.DENIED,
                )
            ),
        )
    )
)
"""Who denied a tag that is merged denies the one that it becomes."""
MOVES = (
    _move(standing, "member"),
    _forget(standing),
    _move(endorsement, "member", "endorser"),
    _forget(endorsement),
)
"""What was said about a tag is said about the one that it was merged into: in this order."""
