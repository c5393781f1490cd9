"""The worker's own messages of the plugin."""

from commkit_internal.anniversaries.jobs import TellAnniversary
from commkit_internal.onboarding.jobs import RemindNewcomer

__all__ = ["RemindNewcomer", "TellAnniversary"]
