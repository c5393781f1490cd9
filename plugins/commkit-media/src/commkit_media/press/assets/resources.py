"""The HTTP resource `/media/assets/{id}` of a community: it leads to the file of an asset, and counts that."""

from uuid import UUID

from commkit import SYSTEM, NotFound
from commkit.http_resources import HttpAnswer, HttpRequest, HttpResource, HttpResponse, HttpWork
from commkit_media.press.assets.messages import CountDownload, ReadAsset
from commkit_media.press.assets.records import Asset, AssetId

_PATH = "/media/assets"


def answer(request: HttpRequest, actor: str | None) -> HttpAnswer:
    """Read the asset as who asks for it, count it as the host, so that nobody is named, and lead to its file.

    The file is read as all attachments are, so it is not there any more once the asset has gone.

    Args:
        request: The request.
        actor: Who the host says asks for it.

    Raises:
        NotFound: There is no such asset for them.
    """
    try:
        query = ReadAsset(AssetId(UUID(request.path.removeprefix("/"))))
    except ValueError:
        raise NotFound(
            "media.not_found", "there is no such asset here, or it is not for you to see"
        ) from None
    asset: Asset = yield HttpWork(actor, lambda session: session.ask(query), read_only=True)
    if request.method == "GET":
        yield HttpWork(SYSTEM, lambda session: session.do(CountDownload(asset.id)))
    file = f"{request.root.removesuffix(_PATH)}/-/files/{asset.file}"
    return HttpResponse(302, (("Location", file), ("Cache-Control", "private, no-store")))


ASSETS = HttpResource(_PATH, ("GET", "HEAD"), answer)
"""Where the files of assets are taken."""
