"""How a check is set."""

from typing import Literal

CheckMode = Literal["off", "hold", "refuse"]
"""What happens where a check finds something: it does not run; the post is held; the post is refused."""
