"""Errors of sessions in views of the host's own."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.deprecation import MiddlewareMixin

from commkit.adapters.django.requests import to_django
from commkit.adapters.http.host_errors import problem
from commkit.runtime.model.errors import CommkitError


class CommkitErrors(MiddlewareMixin):
    """Answers an error of a session in a view of your own as the contract does, with problem details.

    Name `commkit.adapters.django.middleware.CommkitErrors` in `MIDDLEWARE`; without it such an error is a 500.
    """

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """The answer; None for an error that is none of commkit's."""
        return to_django(problem(exception), request) if isinstance(exception, CommkitError) else None
