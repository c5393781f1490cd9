"""An issue tracker in the demo's own process; a real one is reached over HTTP."""

from datetime import datetime, timedelta

from attrs import asdict

from commkit import SYSTEM, Kit
from commkit_developer import (
    FixVerdict,
    IssueDraft,
    IssueId,
    IssueSnapshot,
    ReadTrackerNumbers,
    RecordIssue,
    TrackerRefused,
)

TAKES = timedelta(days=2)
"""How long its maintainers work on an issue."""
_ADDRESS = "https://bugs.lumen.example/"


class DemoTracker:
    """Opens every issue at once; its maintainers are done by `work`, or by `finish`."""

    def __init__(self) -> None:
        self._issues: dict[str, IssueSnapshot] = {}
        self._opened: dict[str, str] = {}
        self._asked_at: dict[str, datetime] = {}
        self._count = 0

    def key_of(self, address: str) -> str:
        """The key in an address."""
        return address.removeprefix(_ADDRESS)

    def open(self, draft: IssueDraft, *, request: str) -> IssueSnapshot:
        """Open an issue, once for each request; called by the worker."""
        if request not in self._opened:
            self._count += 1
            key = self._opened[request] = f"LUM-{self._count}"
            self._issues[key] = IssueSnapshot(
                key=key, url=f"{_ADDRESS}{key}", title=draft.title, state="open", private=False, revision=1
            )
        return self.read(self._opened[request])

    def read(self, key: str) -> IssueSnapshot:
        """How an issue stands."""
        if key not in self._issues:
            raise TrackerRefused("demo.no_issue", "the tracker of the demo forgets when its process ends")
        return self._issues[key]

    def tell_verdict(self, key: str, verdict: FixVerdict, *, request: str) -> None:
        """Take what an asker said of a release; nobody reads it here."""

    def is_done(self, issue: IssueId) -> bool:
        """Whether a release has the issue."""
        key = self._opened.get(str(issue))
        return key is not None and self._issues[key].state == "closed"

    def count_known(self, kit: Kit, community: str) -> None:
        """Go on counting behind the issues that the community had from the process before."""
        with kit.session(SYSTEM, community, read_only=True) as session:
            self._count = max(self._count, session.ask(ReadTrackerNumbers()).issues)

    def work(self, kit: Kit, community: str, release: str) -> None:
        """Tell the community that a release has the issues that were worked on long enough."""
        for key, issue in self._issues.items():
            if issue.state == "open":
                since = self._asked_at.setdefault(key, kit.clock())
                if kit.clock() - since >= TAKES:
                    with kit.session(SYSTEM, community) as session:
                        session.do(self.finish(key, issue.title, release))

    def finish(self, key: str, title: str, release: str) -> RecordIssue:
        """Close an issue with a release; gives what the community has to be told, the same however often."""
        done = IssueSnapshot(
            key=key,
            url=f"{_ADDRESS}{key}",
            title=title,
            state="closed",
            release=release,
            private=False,
            revision=2,
        )
        self._issues[key] = done
        return RecordIssue(**asdict(done))
