"""The worker's own messages of the plugin."""

from commkit_qa.releases.jobs import AskAboutRelease

__all__ = ["AskAboutRelease"]
