"""What happens to releases. Those under embargo are told of to who may see the release."""

from datetime import datetime

from attrs import frozen

from commkit import Fact, MemberId
from commkit_media.press.releases.records import PressReleaseId


@frozen
class EmbargoSet(Fact):
    """A release got an embargo, or another moment at which it ends.

    Attributes:
        release: The release.
        ends_at: When it ends.
    """

    name = "media.embargo_set"
    visible_to = "media.manage_press"
    release: PressReleaseId
    ends_at: datetime


@frozen
class EmbargoAccepted(Fact):
    """Somebody agreed to an embargo.

    Attributes:
        release: The release.
        member: Who.
    """

    name = "media.embargo_accepted"
    visible_to = "media.manage_press"
    release: PressReleaseId
    member: MemberId


@frozen
class ReleaseOpened(Fact):
    """Somebody read a release under embargo for the first time since they agreed.

    Attributes:
        release: The release.
        member: Who.
    """

    name = "media.release_opened"
    visible_to = "media.manage_press"
    release: PressReleaseId
    member: MemberId
