"""The worker's own command of newsletters that go out by themselves."""

from attrs import frozen

from commkit import Command
from commkit_media.newsletters.records import NewsletterId


@frozen
class SendDueIssue(Command[bool]):
    """Send the next issue of a newsletter: its draft, or else what was published since; sent as `SYSTEM` when due.

    Of several that were missed one is sent. There is none where nothing was published.

    Returns:
        Whether one was sent.
    """

    permission = "media.send_due_issue"
    when_archived = True

    newsletter: NewsletterId
