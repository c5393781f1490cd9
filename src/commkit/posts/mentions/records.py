"""What mentions need to know of members."""

from attrs import frozen

from commkit.runtime.model.ids import MemberId


@frozen
class NamedMember:
    id: MemberId
    name: str
