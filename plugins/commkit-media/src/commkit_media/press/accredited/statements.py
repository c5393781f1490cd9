"""The statements of the group of the accredited."""

from sqlalchemy import bindparam, select

from commkit.storage import insert_if_absent, statement
from commkit_media.tables import press_group

CLAIM = statement(lambda: insert_if_absent(press_group))
"""Says which group the accredited are in; no row where there is one."""
GROUP = statement(
    lambda: select(press_group.c.group).where(
        press_group.c.community_id == bindparam("community_id"), press_group.c.name == bindparam("name")
    )
)
