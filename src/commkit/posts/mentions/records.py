"""What mentions need to know of members."""

from attrs import frozen

from commkit.runtime.model.ids import MemberId


@frozen
class NamedMember:
    """A member whose name a text may mention.

    Attributes:
        id: The id.
        name: The name that others see.
        key: The name as it is compared.
    """

    id: MemberId
    name: str
    key: str
