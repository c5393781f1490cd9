"""What becomes of the files that comments show or link to, and of the rows about them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Protocol

from attrs import frozen

from commkit.importers.discussions.comments import CommentRows
from commkit.importers.discussions.counts import Counts
from commkit.importers.discussions.records import FoundFile, FoundUpload
from commkit.importers.discussions.target import Target
from commkit.importers.discussions.units import Unit
from commkit.importers.messages import ListRefusedFiles
from commkit.importers.records import ImportResult

TABLE = "uploads of posts"
"""The table of the files of comments: a file that two of them show is two rows."""

NEW = ("post missing", "post skipped")
"""Why nothing could be added to a post before it is imported."""


@frozen
class PostUpload:
    """A file of a post that is imported.

    Attributes:
        post: The external id of the post.
        author: That of its author; None for a guest.
        upload: The file.
    """

    post: str
    author: str | None
    upload: FoundUpload


class UploadPolicy(Protocol):
    """How files of comments are taken."""

    @property
    def change(self) -> str:
        """The word of reports for a file that was taken."""
        ...

    def take(
        self, target: Target, files: Sequence[PostUpload], before: Mapping[str, str], names: Mapping[str, str]
    ) -> list[str]:
        """Take files of posts that were imported just now, or before.

        Args:
            target: The community.
            files: The files.
            before: Why nothing could be added to their posts before this batch; an empty text where something could.
            names: The names of files by their keys, as rows about them say.

        Returns:
            For each file why it was not taken; an empty text where it was.
        """
        ...


class UploadRows:
    """The files of an import, as far as they are known.

    Args:
        target: The community.
        counts: Where they are counted.
        policy: How they are taken; None to take none.
    """

    def __init__(self, target: Target, counts: Counts, policy: UploadPolicy | None) -> None:
        self._target = target
        self._counts = counts
        self._policy = policy
        self._rows: list[FoundFile] = []
        self._names: dict[str, str] = {}
        self._outcomes: dict[str, str] = {}

    def add_rows(self, rows: Sequence[FoundFile]) -> None:
        """Count rows about files by why they may not be attached, or keep them where files are taken."""
        if self._policy is not None:
            self._rows += rows
            self._names |= {row.key: row.name for row in rows if row.key and row.name}
            return
        refused = self._target.ask(ListRefusedFiles(tuple(row.file for row in rows)))
        for row in rows:
            self._counts.skip(row.table, refused.get(row.file.external_id, "file not in the export"))

    def count_skipped(self, comments: CommentRows) -> None:
        """Count the files of comments that are skipped; nothing is taken of them."""
        skipped: Counter[str] = Counter()
        for number, files in comments.uploads.items():
            if number in comments.reasons:
                skipped[f"post skipped: {comments.reasons[number]}"] += files
        for reason, count in skipped.items():
            self._counts.skip(TABLE, reason, count)

    def take(self, units: Sequence[Unit], before: Mapping[str, str]) -> None:
        """Take the files of posts of a batch that was imported.

        Args:
            units: The posts.
            before: As for `UploadPolicy.take`.
        """
        files = [
            PostUpload(unit.post.external_id, unit.author.id, upload)
            for unit in units
            for upload in unit.uploads
        ]
        if self._policy is None or not files:
            return
        good = [file for file in files if not file.upload.reason]
        outcomes = iter(self._policy.take(self._target, good, before, self._names))
        skipped: Counter[str] = Counter()
        for file in files:
            reason = file.upload.reason or next(outcomes)
            skipped[reason] += 1
            if self._outcomes.get(file.upload.key) != "":
                self._outcomes[file.upload.key] = reason
        taken = skipped.pop("", 0)
        changes = {self._policy.change: taken} if taken else {}
        self._counts.add(TABLE, ImportResult(taken, dict(skipped), changes))

    def finish(self) -> None:
        """Count the rows about files by what became of these."""
        for row in self._rows:
            reason = self._outcomes.get(row.key, "in no post that is imported")
            if reason:
                self._counts.skip(row.table, reason)
            else:
                self._counts.add(row.table, ImportResult(1))
