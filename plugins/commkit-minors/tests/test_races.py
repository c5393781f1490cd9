"""Eight processes at once: a minor and strangers never end in one conversation, whoever changes what in between."""

from typing import Any

import pytest

from tests.processes import at_once_in_processes

PRELUDE = """
from datetime import timedelta
from commkit import CommunityType, PostKind
from commkit.members import *
from commkit.spaces import *
from commkit_minors import *
def kit_of(url, clock):
    kinds = (PostKind(name="talk", opens=True),)
    club = CommunityType("club", features=("posts", "minors.safety"), post_kinds=kinds)
    return Kit(url, plugins=[Minors(rules=MinorsSettings(known_after=timedelta(0)))], types=[club], clock=clock)
"""
ADD = "session.do(AddToConversation(ids[0], ids[{0}])).id and 'added'"
LEAVE = "session.do(RemoveGroupMember(ids[1], ids[{0}])).id and 'out'"
UNGUARDED = """
from commkit_minors.conversations import handlers
handlers.separate.__globals__["_part"] = lambda context, group, first, ignored=None: False
"""


def after_eight(town: Any, *, patch: str = "") -> tuple[list[str], bool]:
    """What eight hear who bring in and take out at once; and whether a minor is with a stranger then."""
    names = ("ada", "bob", "cid", "pia")
    group = town.together("tim", *names)
    room = town.talk("tim", "ada")
    ids = [room.id, group, *town.members(*names)]
    works = [("tim", ADD.format(at)) for at in range(2, 6)] + [
        ("stew", LEAVE.format(at)) for at in range(2, 6)
    ]
    said = at_once_in_processes(town, PRELUDE, works, ids=ids, patch=patch)
    known = set(town.members("tim", "pia"))
    return said, any(room - known for room in town.rooms("tim"))


@pytest.mark.slow
def test_eight_processes_bring_no_stranger_to_a_minor(town: Any) -> None:
    said, together = after_eight(town)
    assert not together, said


@pytest.mark.slow
def test_control_without_parting_a_stranger_stays(town: Any) -> None:
    said, together = after_eight(town, patch=UNGUARDED)
    assert together, said
