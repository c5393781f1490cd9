"""Errors of sessions that the host opens itself, in a route of its own."""

from commkit.adapters.http.answers import with_common_headers
from commkit.adapters.http.problems import problem_of
from commkit.adapters.http.values import Response
from commkit.runtime.model.errors import CommkitError


def problem(error: CommkitError) -> Response:
    """An error as the contract answers it: problem details (RFC 9457), with its status and headers.

    A missing permission is 403 for everybody: who sent the request is the host's to know, and to ask to sign in.

    Args:
        error: What a session raised.
    """
    return with_common_headers(problem_of(error, signed_in=True, challenge=""))
