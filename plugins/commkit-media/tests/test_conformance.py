"""The rules that every plugin keeps, checked on this one."""

from typing import Any, ClassVar
from uuid import uuid4

from commkit import SYSTEM
from commkit.posts import PostId
from commkit.spaces import CreateSpace, SpaceId
from commkit.testing.conformance import PluginConformance
from commkit.testing.permission_matrix import MatrixCell
from commkit.testing.permissions import Fixture, allowed
from commkit.testing.scenario import Scenario
from commkit_media import BindPage, CommentOnPage, Media, PageId

READERS = {"visitor": "any"}
EDITORS = {"member": "no", "editor": "any", "moderator": "any", "steward": "any"}


def _name() -> str:
    return f"sport/{uuid4().hex}"


def _comment(scenario: Scenario, actor: str) -> PostId:
    """The thread of a page, on which this actor commented first."""
    return scenario.do(actor, CommentOnPage(_name(), "Well said.")).thread


def _page(scenario: Scenario, actor: str) -> PageId:
    thread = _comment(scenario, actor)
    return scenario.do(SYSTEM, BindPage(thread, _name())).id


def _other_page(cell: MatrixCell) -> PageId:
    return _page(cell.scenario, "creator")


def _space(cell: MatrixCell) -> SpaceId:
    return cell.scenario.do(SYSTEM, CreateSpace(f"s{uuid4().hex}", "Sport")).id


def by(roles: dict[str, str], **given: Any) -> Any:
    return allowed(**roles, given=given)


class TestMedia(PluginConformance):
    plugin = staticmethod(Media)
    type = "media"
    sample_values: ClassVar[Any] = {
        "kind": ("talk", "article", "comment"),
        "page": ("sport/1", "sport/2"),
        "to": ("sport/1", "sport/2"),
        "section": ("sport",),
        "pages": (("sport/1", "sport/2"),),
    }
    private_messages = ("media.set_page_section",)
    fixtures: ClassVar[Any] = {"PageId": Fixture(_page)}
    expected_permissions: ClassVar[Any] = {
        "media.comment_on_page": allowed(member="any", system="any", given={"page": lambda cell: _name()}),
        "media.bind_page": by(EDITORS, thread=Fixture(_comment), page=lambda cell: _name()),
        "media.move_page": by(EDITORS, to=lambda cell: _name()),
        "media.merge_pages": by(EDITORS, into=_other_page),
        "media.set_page_section": by(
            {"member": "no", "editor": "any", "steward": "any"}, section=lambda cell: _name(), space=_space
        ),
        "media.list_page_sections": by({"member": "no", "editor": "any", "steward": "any"}),
        "media.read_page": by(READERS, page="sport/1"),
        "media.view_page": by(READERS, page="sport/1", rendered=False),
        "media.count_pages": by(READERS, pages=("sport/1",)),
        "media.list_pages_of_threads": by(READERS, threads=()),
    }
