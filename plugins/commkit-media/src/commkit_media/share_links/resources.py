"""The HTTP resource `/media/share/{token}` of a community: it leads to the target of a link, and counts that."""

from contextlib import suppress

from commkit import SYSTEM, CommkitError
from commkit.http_resources import HttpAnswer, HttpRequest, HttpResource, HttpResponse, HttpWork
from commkit_media.share_links.messages import CountShare, FollowShareLink
from commkit_media.share_links.records import ShareTarget

_HEADERS = (("Cache-Control", "no-store"), ("Referrer-Policy", "no-referrer"), ("X-Robots-Tag", "noindex"))
_MOST_SIGNS = 500
_NOWHERE = HttpResponse(
    404, (("Content-Type", "text/plain; charset=utf-8"), *_HEADERS), b"this link leads nowhere\n"
)


def answer(request: HttpRequest, actor: str | None) -> HttpAnswer:
    """Find where the link leads for who opens it, then count it: only GET, and no program that is declared as one.

    Nothing of the request is kept: no address, no name of a program, no cookie, no referrer.

    Args:
        request: The request.
        actor: Who the host says opened it.
    """
    query = FollowShareLink(
        request.path.removeprefix("/"), by=request.headers.get("user-agent", "")[:_MOST_SIGNS]
    )
    try:
        target: ShareTarget = yield HttpWork(actor, lambda session: session.ask(query), read_only=True)
    except CommkitError:  # no such link, one that was ended, a target that is not for them: all the same
        return _NOWHERE
    if request.method == "GET" and target.counted:
        count = CountShare(target.link)
        with suppress(CommkitError):  # a link that cannot be counted leads to its target all the same
            yield HttpWork(SYSTEM, lambda session: session.do(count))
    return HttpResponse(302, (("Location", target.address), *_HEADERS))


SHARE = HttpResource("/media/share", ("GET", "HEAD"), answer)
"""Where the links of a community lead."""
