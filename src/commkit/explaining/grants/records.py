"""The record of a grant's source."""

from attrs import frozen


@frozen
class GrantSource:
    """What grants a permission.

    Attributes:
        source: The name of the feature or of the community type.
        grantee: To whom it is granted, as a phrase: a role, or a trust level.
    """

    source: str
    grantee: str
