"""Errors of sessions in routes of the host's own."""

from fastapi import Request, Response

from commkit.adapters.asgi.sending import raw_headers
from commkit.adapters.http.host_errors import problem


async def answer_error(request: Request, error: Exception) -> Response:
    """Answer an error of a session in a route of your own as the contract does, with problem details.

    `app.add_exception_handler(CommkitError, answer_error)`; without it such an error is a 500. Starlette takes it, too.

    Args:
        request: The request.
        error: What the route raised.
    """
    told = problem(error)  # type: ignore[arg-type]  # the handler is called with the class that it is added for
    answered = Response(b"" if request.method == "HEAD" else told.body, told.status)
    answered.raw_headers = raw_headers(told)
    return answered
