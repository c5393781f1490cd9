"""Who is signed in, passwords, and the token in the shop's own forms."""

import hashlib
import secrets
from typing import Annotated

from fastapi import Depends, HTTPException, Request
from sqlalchemy import select

from greenhouse.models import Orm, User

COST = {"n": 2**15, "r": 8, "p": 3, "maxmem": 64 * 2**20}
"""Of scrypt, as OWASP's Password Storage Cheat Sheet has it for this much memory."""


def hash_password(password: str, salt: bytes | None = None) -> str:
    """The salt and the scrypt hash of a password, in hexadecimal."""
    salt = salt or secrets.token_bytes(16)
    return f"{salt.hex()}${hashlib.scrypt(password.encode(), salt=salt, **COST).hex()}"


MAX_FORM = 256 * 1024
"""Bytes of a form of the shop's own."""
NOBODY = hash_password(secrets.token_urlsafe())
"""What a password is compared with where there is no such user, so that the answer takes as long."""


def check_password(password: str, stored: str | None) -> bool:
    """Whether a password is the one that was hashed."""
    salt = bytes.fromhex((stored or NOBODY).partition("$")[0])
    return secrets.compare_digest(hash_password(password, salt), stored or NOBODY)


def current_key(request: Request) -> str | None:
    """A dependency: commkit's key of who is signed in; None for a visitor."""
    key: str | None = request.session.get("user")
    return key


def require_user(orm: Orm, key: Annotated[str | None, Depends(current_key)]) -> User:
    """A dependency: who is signed in; all others are sent to sign in."""
    user = orm.scalar(select(User).where(User.id == int(key))) if key else None
    if user is None:
        raise HTTPException(303, headers={"Location": "/sign-in"})
    return user


def sign_in(request: Request, user: User) -> None:
    """Begin a session: nothing is kept of the one before."""
    request.session.clear()
    request.session["user"] = str(user.id)


def csrf_token(request: Request) -> str:
    """The token of this browser's session, for a hidden field of each form."""
    token: str = request.session.setdefault("csrf", secrets.token_urlsafe())
    return token


async def check_csrf(request: Request) -> None:
    """A dependency of all pages: a form without the token of its session is refused."""
    if request.method == "POST":
        if int(request.headers.get("content-length", 0)) > MAX_FORM:
            raise HTTPException(413, "That is too much text for one form.")
        sent = (await request.form()).get("csrf_token")
        if not secrets.compare_digest(str(sent).encode(), csrf_token(request).encode()):
            raise HTTPException(
                403, "This form has expired. Go back, load the page again, and send it once more."
            )


Key = Annotated[str | None, Depends(current_key)]
SignedIn = Annotated[User, Depends(require_user)]
