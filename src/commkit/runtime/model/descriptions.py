"""Descriptions: what an object of any class is called where many are shown together: in an inbox, a queue, a search."""

from uuid import UUID

from attrs import field, frozen

from commkit.runtime.model.ids import MemberId


@frozen
class Description:
    """What an object is called; given by `Feature.describes` to whom may see the object.

    Attributes:
        title: Its title or name; of a reply the title of its thread.
        body: Its text, in its source form; empty for none.
        markup: The markup of the text.
        author: The member to whom it belongs; None for nobody.
        author_name: The name that the object itself shows of them.
        by_staff: Whether the object shows them as belonging to the company that runs the community.
        by_agent: Whether the object shows them as an agent.
        part_of: The id of the object that a page opens for it: of a reply its thread; None for itself.
    """

    title: str
    body: str = ""
    markup: str = field(default="markdown", kw_only=True)
    author: MemberId | None = field(default=None, kw_only=True)
    author_name: str = field(default="", kw_only=True)
    by_staff: bool = field(default=False, kw_only=True)
    by_agent: bool = field(default=False, kw_only=True)
    part_of: UUID | None = field(default=None, kw_only=True)
