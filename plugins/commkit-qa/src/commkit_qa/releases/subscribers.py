"""What the worker does for releases: it asks the host's source, and notifies those who are asked."""

from datetime import timedelta

from commkit import Delivery, Invalid
from commkit.notifications import notify
from commkit.posts import Post
from commkit_qa.releases.facts import RecheckRequested, ReleasesDue
from commkit_qa.releases.feature import release_feature
from commkit_qa.releases.messages import AnnounceRelease
from commkit_qa.releases.ports import ReleasePort, ReleasesUnavailable

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 45, 120))
"""How long the worker waits after each attempt that failed."""


@release_feature.subscribes_to(ReleasesDue, pauses=PAUSES)
def announce_pulled(delivery: Delivery, fact: ReleasesDue) -> None:
    """Ask the port outside of any transaction, and announce each release, the oldest first, in one of its own.

    Raises:
        ReleasesUnavailable: Some are none that this community could announce; the others were announced.
    """
    notices = sorted(delivery.port(ReleasePort).releases(fact.since), key=lambda notice: notice.released_at)
    refused = []
    for notice in notices:
        command = AnnounceRelease(
            notice.version, product=notice.product, released_at=notice.released_at, notes=notice.notes
        )
        try:
            with delivery.context() as context:
                context.do(command)
        except Invalid as error:
            refused.append(f"{notice.product} {notice.version}: {error.errors[0].code}")
    if refused:
        raise ReleasesUnavailable(
            "qa.releases_refused",
            f"these releases do not fit; mend the source, or declare the product: {'; '.join(refused[:5])}",
        )


@release_feature.subscribes_to(RecheckRequested)
def ask_member(delivery: Delivery, fact: RecheckRequested) -> None:
    """Ask, as far as they may see the post and want to be told."""
    with delivery.context(once=True) as context:
        notify(context, fact.name, (fact.member,), record=Post.__name__, object=fact.post)
