"""The messages about releases."""

from datetime import datetime
from typing import Annotated

from attrs import field, frozen

from commkit import Command, Page, Query, Text, TextCommand
from commkit_qa.confirmations.records import Version
from commkit_qa.freshness.records import DEFAULT_PRODUCT, ProductName
from commkit_qa.releases.records import OpenRecheck, RecheckNumbers, Release


@frozen
class AnnounceRelease(TextCommand[Release]):
    """Say that a version of a product was released; announced again it changes nothing, and is told once.

    The worker then asks those who solved or confirmed something in the former version whether it still works, unless a
    higher version was announced before.

    Attributes:
        version: The version.
        product: One of the products that the community's type declares; `product` where it declares none.
        released_at: When it was released; None for now.
        notes: Where its notes are, beginning with `https://` or `http://`; empty where that is not known.

    Raises:
        Invalid: There is no such product (`unknown_product`), the version is none (`bad_version`), it is to be released
            only in more than a day (`not_yet`), or the address of the notes is none (`bad_url`).
    """

    permission = "qa.announce_release"
    shown = ("version", "notes")
    personal = ()

    version: Version
    product: ProductName = field(default=DEFAULT_PRODUCT, kw_only=True)
    released_at: datetime | None = field(default=None, kw_only=True)
    notes: Annotated[str, Text(max=2_000, min=0, multiline=False)] = field(default="", kw_only=True)


@frozen
class PullReleases(Command[None]):
    """Let the worker ask the host's `ReleasePort` for new releases, and announce them.

    The host's scheduler sends it as `SYSTEM`, once a day or so. Where the port fails the worker tries again with
    growing pauses, five times within three hours.
    """

    permission = "qa.pull_releases"


@frozen(kw_only=True)
class ListReleases(Query[Page[Release]]):
    """The releases that were announced, the last announced first.

    Attributes:
        after: The `next` of the page before.
        limit: Releases on a page, 1 to 100.
    """

    permission = "qa.read_releases"
    granted_to = "visitor"
    personal = ()

    after: str | None = None
    limit: int = 20


@frozen(kw_only=True)
class ListRechecks(Query[Page[OpenRecheck]]):
    """What the actor is asked: which posts still work in which release. What has expired is left out.

    Attributes:
        after: The `next` of the page before.
        limit: Posts on a page, 1 to 100.
    """

    permission = "qa.list_rechecks"
    granted_to = "member"
    personal = ()

    after: str | None = None
    limit: int = 20


@frozen
class ReadRecheckNumbers(Query[RecheckNumbers]):
    """What came of asking whether answers still work: shares with their samples and intervals.

    Attributes:
        since: Count only requests from then on; all of them where it is left out.
    """

    permission = "qa.read_recheck_numbers"

    since: datetime | None = field(default=None, kw_only=True)
