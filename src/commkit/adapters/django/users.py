"""The host's users, as Django's own `auth` knows them."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from sqlalchemy import Connection

from commkit.members import Profile


def user_key(request: HttpRequest) -> str | None:
    """The key of who is signed in: the primary key of their user as a text; None for a visitor."""
    user: Any = getattr(request, "user", None)
    return str(user.pk) if user is not None and user.is_authenticated else None


class DjangoUsers:
    """The identity port to the user model: the full name, or else the user name, and the address.

    A user who was added in the same transaction is found, where the session has joined it.
    """

    def profile(self, key: str, connection: Connection | None) -> Profile | None:
        """The profile of an active user by their primary key; None where there is none."""
        model: Any = get_user_model()
        try:
            user = model._default_manager.filter(pk=key, is_active=True).first()  # noqa: SLF001  # so it is called
        except (ValidationError, ValueError, OverflowError):  # such as a word where keys are numbers
            return None
        if user is None or str(user.pk) != key:  # "07" is not the key of user 7
            return None
        return Profile(user.get_full_name() or user.get_username(), email=_address(user))


def _address(user: Any) -> str:
    address = getattr(user, user.get_email_field_name(), "")
    return address or ""
