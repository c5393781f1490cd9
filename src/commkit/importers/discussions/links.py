"""The policy that files of comments stay where they are: the imported texts link to them."""

from collections.abc import Mapping, Sequence

from commkit.importers.discussions.target import Target
from commkit.importers.discussions.uploads import NEW, PostUpload


class LinkedUploads:
    """Counts the links of the posts that are new; reading the export made them."""

    change = "linked"

    def take(
        self, target: Target, files: Sequence[PostUpload], before: Mapping[str, str], names: Mapping[str, str]
    ) -> list[str]:
        """A link is taken with its post; one of a post that was imported before is as that has it."""
        missing = target.missing(dict.fromkeys(file.post for file in files))
        return [missing[file.post] if before[file.post] in NEW else "already imported" for file in files]
