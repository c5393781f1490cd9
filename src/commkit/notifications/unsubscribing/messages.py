"""The command that ends mail of a kind."""

from typing import Annotated

from attrs import frozen

from commkit.runtime.model.messages import Command
from commkit.runtime.values.texts import Text

Token = Annotated[str, Text(max=1_000, multiline=False)]


@frozen
class Unsubscribe(Command[None]):
    """End mail of a kind from a community by the link in a mail: without signing in, in one step, repeatable.

    Attributes:
        token: The token of the link.

    Raises:
        Invalid: The token was not signed by this host.
    """

    permission = "notifications.unsubscribe"
    withdraws = True
    personal = ("token",)
    lobby = True

    token: Token
