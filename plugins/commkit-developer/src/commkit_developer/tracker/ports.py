"""The port to an issue tracker, and the errors that its implementations raise."""

from typing import Protocol

from commkit import CommkitError
from commkit_developer.tracker.records import FixVerdict, IssueDraft, IssueSnapshot


class IssueTracker(Protocol):
    """The port to an issue tracker; the host gives one with `Developer(tracker=...)`.

    The worker calls `open`, `read` and `tell_verdict` outside any transaction, and again after a pause where they raise
    anything but `TrackerRefused`. What happens in the tracker later comes back as `RecordIssue` and `RecordRelease`.
    """

    def key_of(self, address: str) -> str:
        """The key that an address, or a key as people write it, means; it calls nobody.

        Raises:
            Invalid: It is none of this tracker's.
        """
        ...

    def open(self, draft: IssueDraft, *, request: str) -> IssueSnapshot:
        """Open an issue.

        Args:
            draft: What it is about.
            request: An id that is the same at every attempt, by which the tracker recognises a repeat.

        Raises:
            TrackerRefused: The tracker will never open it.
            TrackerUnreachable: The attempt failed.
        """
        ...

    def read(self, key: str) -> IssueSnapshot:
        """Read how an issue stands now.

        Raises:
            TrackerRefused: There is no such issue.
            TrackerUnreachable: The attempt failed.
        """
        ...

    def tell_verdict(self, key: str, verdict: FixVerdict, *, request: str) -> None:
        """Tell an issue whether a release works for somebody who reported it, such as by a comment or a label.

        Args:
            key: The key of the issue.
            verdict: What was said.
            request: An id that is the same at every attempt, by which the tracker recognises a repeat.

        Raises:
            TrackerRefused: The tracker will never take it, as one that has no place for it; it is not told again.
            TrackerUnreachable: The attempt failed.
        """
        ...


class TrackerRefused(CommkitError):
    """The issue tracker will never do this."""


class TrackerUnreachable(CommkitError):
    """The issue tracker could not be reached, or gave no usable answer at this attempt."""
