"""Files: bytes down from the host's store of attachments, whole or in parts, behind the rights to their post.

`GET {base}/{community}/-/files/ID` sends one; with `?token=` of a feed token, for the member whose it is. The store is
asked for no more than what is sent: for nothing where only the headers are wanted or the client has it already, and for
a part where it can read parts.
"""

import re
from urllib.parse import quote
from uuid import UUID

from commkit.adapters.http.answers import PRIVATE, VARY
from commkit.adapters.http.contract import Contract, community_of
from commkit.adapters.http.crawling import file_rules
from commkit.adapters.http.feed_tokens import resolve_token
from commkit.adapters.http.problems import no_such_path
from commkit.adapters.http.reading import READING, check_method, read_query
from commkit.adapters.http.steps import Call, Plan, Transfer
from commkit.adapters.http.values import Headers, Request, Response
from commkit.posts import (
    Attachment,
    AttachmentId,
    AttachmentPort,
    AttachmentStatus,
    ReadAttachment,
    attachment_key,
    read_part,
)
from commkit.runtime.model.errors import Denied, NotFound
from commkit.runtime.sessions.session import Session

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def plan_download(contract: Contract, request: Request, community: str, id: str, actor: str | None) -> Plan:
    """The plan of a download.

    Raises:
        NotFound: There is no such file for this actor.
    """
    check_method(request, *READING)
    place = community_of(community)
    token = read_query(request.query).get("token")
    if token is not None:  # the address stands in a private feed, whose reader has no other right
        try:
            owner = yield from resolve_token(place, token)
        except NotFound:
            raise _no_such_file() from None
        actor = owner.key
    try:
        attachment = AttachmentId(UUID(id))
    except ValueError:
        raise no_such_path() from None
    port = contract.kit.port(AttachmentPort)

    def read(session: Session) -> tuple[Attachment, str, Headers]:
        found = session.ask(ReadAttachment(attachment))
        rules = file_rules(session, found.uploader) if actor is None else ()
        return found, attachment_key(session.community.id, found.id, found.attempt), rules

    try:
        file, key, rules = yield Call(actor, place, read, read_only=True)
    except (NotFound, Denied):
        if token is None:
            raise
        raise _no_such_file() from None  # as where the token never was
    if port is None or file.status is AttachmentStatus.PENDING:
        raise _no_such_file()
    answer = yield from _answer(request, file, port, key)
    if token is not None:
        answer = answer.with_headers(("Referrer-Policy", "no-referrer"))
    return answer.with_headers(*rules)


def _answer(request: Request, file: Attachment, port: AttachmentPort, key: str) -> Plan:
    tag = f'"{file.digest}"'
    part = _part(request, file.size, tag)
    if request.headers.get("if-none-match") == tag:
        return Response(304, _headers(file, tag))
    if part is not None and part[0] > part[1]:
        return Response(416, (("Content-Range", f"bytes */{file.size}"),))
    if request.method == "HEAD":  # the store is asked for nothing that nobody gets
        return _send(file, tag, part, None)
    data = yield Transfer(lambda: port.get(key) if part is None else read_part(port, key, *part))
    if data is None or (part is not None and len(data) != part[1] - part[0] + 1):
        raise _no_such_file()
    return _send(file, tag, part, data)


def _no_such_file() -> NotFound:
    return NotFound("posts.not_found", "there is no such file here, or it is not for you to see")


def _send(file: Attachment, tag: str, part: tuple[int, int] | None, data: bytes | None) -> Response:
    """The file or a part of it; without data the headers alone, with the length that it would have."""
    headers = [*_headers(file, tag), ("Content-Type", file.media_type)]
    length = file.size
    if part is not None:
        length = part[1] - part[0] + 1
        headers.append(("Content-Range", f"bytes {part[0]}-{part[1]}/{file.size}"))
    if data is None:
        headers.append(("Content-Length", str(length)))
    return Response(200 if part is None else 206, tuple(headers), data or b"")


def _headers(file: Attachment, tag: str) -> Headers:
    shown = "inline" if file.inline else "attachment"
    return (
        ("ETag", tag),
        ("Cache-Control", PRIVATE),
        ("Vary", VARY),
        ("Accept-Ranges", "bytes"),
        ("Content-Disposition", f"{shown}; filename*=UTF-8''{quote(file.name, safe='')}"),
        ("Content-Security-Policy", "sandbox; default-src 'none'"),
    )


def _part(request: Request, size: int, tag: str) -> tuple[int, int] | None:
    """The first and last byte that are asked for; None for all, as where several ranges are asked for (RFC 9110)."""
    asked = _RANGE.fullmatch(request.headers.get("range", ""))
    if asked is None or asked[0] == "bytes=-" or request.headers.get("if-range", tag) != tag:
        return None
    if not asked[1]:
        return max(0, size - int(asked[2])), size - 1
    if asked[2] and int(asked[2]) < int(asked[1]):
        return None
    return int(asked[1]), min(int(asked[2]) if asked[2] else size, size - 1)
