"""Operations: what people may send from outside, and what only the host does whoever holds the permission."""

from collections.abc import Iterable
from contextlib import closing

from attrs import frozen

from commkit import Command, CommunityType, Feature, Kit, PostKind, hookimpl
from commkit.adapters.http import make_contract
from commkit.adapters.http.contract import path_of


@frozen
class Ring(Command[None]):
    """Ring the bell."""

    permission = "bells.ring"
    granted_to = "member"


@frozen
class Recast(Command[None]):
    """Cast the bell anew, with as many words on it as one likes."""

    permission = "bells.ring"
    personal = ()
    max_text = None
    host_only = True
    words: tuple[str, ...] = ()


class Bells:
    """A plugin with a message for members and one for its host."""

    @hookimpl
    def commkit_features(self) -> Iterable[Feature]:
        bells = Feature("bells.tower")
        bells.handles(Ring)(lambda context, command: None)
        bells.handles(Recast)(lambda context, command: None)
        yield bells

    @hookimpl
    def commkit_types(self) -> Iterable[CommunityType]:
        yield CommunityType(
            "tower", features=("bells.tower",), post_kinds=(PostKind(name="topic", opens=True),)
        )


def test_what_only_the_host_sends_is_no_operation_whoever_holds_its_permission(sqlite_url: str) -> None:
    with closing(Kit(sqlite_url, plugins=[Bells()])) as kit:
        names = {operation.name for operation in kit.operations}
        assert "bells.ring" in names, "the control: members hold the permission of both"
        assert "bells.recast" in kit.registry.messages
        assert "bells.recast" not in names
        assert make_contract(kit).find("town", path_of("bells.recast")) is None


def test_of_the_core_so_are_imports(sqlite_kit: Kit) -> None:
    names = {operation.name for operation in sqlite_kit.operations}
    host_only = {name for name, message in sqlite_kit.registry.messages.items() if message.host_only}
    assert "events.import_events" in host_only
    assert not host_only & names
    endless = [name for name, message in sqlite_kit.registry.messages.items() if message.max_text is None]
    assert set(endless) <= host_only
