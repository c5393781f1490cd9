"""What the HTTP resources of a plugin are made of: paths of its own under a community's address, in every shell."""

from commkit.runtime.model.http import (
    HttpAnswer,
    HttpHeaders,
    HttpRequest,
    HttpResource,
    HttpResponse,
    HttpWork,
)

__all__ = ["HttpAnswer", "HttpHeaders", "HttpRequest", "HttpResource", "HttpResponse", "HttpWork"]
