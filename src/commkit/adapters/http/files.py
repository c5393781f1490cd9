"""Files: bytes up to the host's store of attachments and down from it, behind the rights to the post they belong to.

`POST {base}/{community}/-/files?name=trace.txt` with the bytes as its body, or with a form of one file, stores a file;
`&post=ID` attaches it. `GET {base}/{community}/-/files/ID` sends it.
"""

import io
import re
from typing import Any
from urllib.parse import quote
from uuid import UUID

from commkit.adapters.http.answers import PRIVATE, VARY, plain_answer
from commkit.adapters.http.contract import FILES, Contract, community_of
from commkit.adapters.http.crawling import file_rules
from commkit.adapters.http.problems import BadRequest, no_such_path
from commkit.adapters.http.reading import READING, check_method, read_query
from commkit.adapters.http.steps import Call, Plan, Transfer
from commkit.adapters.http.values import Headers, Request, Response
from commkit.posts import (
    AttachFile,
    Attachment,
    AttachmentId,
    AttachmentPort,
    AttachmentStatus,
    CreateUpload,
    PostId,
    ReadAttachment,
    UploadTicket,
    attachment_key,
    store_upload,
)
from commkit.runtime.model.errors import Conflict, Invalid, NotFound
from commkit.runtime.model.extras import require_extra
from commkit.runtime.sessions.composition import SYSTEM
from commkit.runtime.sessions.session import Session
from commkit.runtime.values.serialization import load

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def plan_upload(contract: Contract, request: Request, community: str, actor: str | None) -> Plan:
    """The plan of an upload: announce, store, complete, and attach where a post is named.

    Raises:
        BadRequest: It is no file, or a form with none or several.
        Invalid: The name or the post is wrong; the file is too large or of a media type that is not allowed.
        Conflict: The host stores no files.
    """
    check_method(request, "POST")
    port = contract.kit.port(AttachmentPort)
    if port is None:
        raise Conflict("posts.attachments_not_configured", "this application stores no files")
    values = read_query(request.query)
    name, data = _file(request, values.pop("name", ""))
    post = PostId(load(UUID, values.pop("post"))) if "post" in values else None
    if values:
        raise Invalid.field(min(values), "unknown_field", "give `name`, and `post` to attach it")
    place = community_of(community)
    ticket: UploadTicket = yield Call(
        actor, place, lambda session: session.do(CreateUpload(name, max(len(data), 1)))
    )
    completed = yield Transfer(lambda: store_upload(port, ticket, data))
    file: Attachment = yield Call(SYSTEM, place, lambda session: session.do(completed))
    if post is not None:
        file = yield Call(actor, place, lambda session: session.do(AttachFile(file.id, post)))
    address = f"{request.base}/{community}{FILES}/{file.id}"
    return plain_answer(file, status=201, location=address)


def plan_download(contract: Contract, request: Request, community: str, id: str, actor: str | None) -> Plan:
    """The plan of a download.

    Raises:
        NotFound: There is no such file for this actor.
    """
    check_method(request, *READING)
    try:
        attachment = AttachmentId(UUID(id))
    except ValueError:
        raise no_such_path() from None
    port = contract.kit.port(AttachmentPort)

    def read(session: Session) -> tuple[Attachment, str, Headers]:
        found = session.ask(ReadAttachment(attachment))
        headers = file_rules(session, found.uploader) if actor is None else ()
        return found, attachment_key(session.community.id, found.id), headers

    file, key, headers = yield Call(actor, community_of(community), read, read_only=True)
    data = (yield Transfer(lambda: port.get(key))) if port is not None and _is_stored(file) else None
    if data is None:
        raise NotFound("posts.not_found", "there is no such file here, or it is not for you to see")
    return _send(request, file, data).with_headers(*headers)


def _is_stored(file: Attachment) -> bool:
    return file.status is not AttachmentStatus.PENDING


def _file(request: Request, name: Any) -> tuple[Any, bytes]:
    """The name and the bytes of an upload."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "multipart/form-data":
        return name, request.body
    forms = require_extra("python_multipart.multipart", extra="http")
    found: list[Any] = []
    try:
        forms.parse_form(
            {"Content-Type": request.headers["content-type"].encode()},
            io.BytesIO(request.body),
            None,
            found.append,
        )
    except (forms.FormParserError, ValueError) as error:
        raise BadRequest(400, "bad_form", f"send a well-formed form ({error})") from None
    if len(found) != 1:
        raise BadRequest(400, "bad_form", "send a form with one file")
    (file,) = found
    file.file_object.seek(0)
    data: bytes = file.file_object.read()
    file.close()
    return name or (file.file_name or b"").decode("utf-8", "replace"), data


def _send(request: Request, file: Attachment, data: bytes) -> Response:
    tag = f'"{file.digest}"'
    shown = "inline" if file.inline else "attachment"
    headers = [
        ("ETag", tag),
        ("Cache-Control", PRIVATE),
        ("Vary", VARY),
        ("Accept-Ranges", "bytes"),
        ("Content-Disposition", f"{shown}; filename*=UTF-8''{quote(file.name, safe='')}"),
        ("Content-Security-Policy", "sandbox; default-src 'none'"),
    ]
    if request.headers.get("if-none-match") == tag:
        return Response(304, tuple(headers))
    headers.append(("Content-Type", file.media_type))
    part = _part(request, len(data), tag)
    if part is None:
        return Response(200, tuple(headers), data)
    first, last = part
    if first > last:
        return Response(416, (("Content-Range", f"bytes */{len(data)}"),))
    headers.append(("Content-Range", f"bytes {first}-{last}/{len(data)}"))
    return Response(206, tuple(headers), data[first : last + 1])


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
