"""The tables of the plugin. They share one `metadata`, as their migrations are one chain."""

from typing import Any

from sqlalchemy import Column, Index, MetaData, text

from commkit.members import membership
from commkit.posts import post
from commkit.storage import record_table
from commkit_qa.canonical.records import Canonical
from commkit_qa.confirmations.records import Confirmation
from commkit_qa.duplicates.records import DuplicateMark
from commkit_qa.freshness.records import Applicability, VersionReport
from commkit_qa.orphans.records import Orphan
from commkit_qa.releases.records import Recheck, Release

metadata = MetaData()


def _partial(name: str, *columns: Column[Any], where: str, unique: bool = False) -> None:
    """An index of some rows, alike on both databases."""
    condition = text(where)
    Index(name, *columns, unique=unique, sqlite_where=condition, postgresql_where=condition)


duplicate = record_table(
    "commkit_qa_duplicate",
    DuplicateMark,
    key=("question", "of"),
    references={"question": post, "of": post, "root": post},
    metadata=metadata,
)
_partial(
    "uq_commkit_qa_duplicate_confirmed",
    duplicate.c.community_id,
    duplicate.c.question,
    where="state = 'confirmed'",
    unique=True,
)
_partial(
    "ix_commkit_qa_duplicate_root",
    duplicate.c.community_id,
    duplicate.c.root,
    duplicate.c.question,
    where="state = 'confirmed'",
)
_partial(
    "ix_commkit_qa_duplicate_proposed",
    duplicate.c.community_id,
    duplicate.c.question,
    duplicate.c.of,
    where="state = 'proposed'",
)

confirmation = record_table(
    "commkit_qa_confirmation",
    Confirmation,
    key=("answer", "member"),
    references={"answer": post, "member": membership},
    metadata=metadata,
)

orphan = record_table(
    "commkit_qa_orphan", Orphan, key=("question",), references={"question": post}, metadata=metadata
)

canonical = record_table(
    "commkit_qa_canonical", Canonical, references={"question": post, "answer": post}, metadata=metadata
)
_partial(
    "uq_commkit_qa_canonical_question",
    canonical.c.community_id,
    canonical.c.question,
    where="withdrawn_at IS NULL",
    unique=True,
)
_partial(
    "ix_commkit_qa_canonical_answer",
    canonical.c.community_id,
    canonical.c.answer,
    where="withdrawn_at IS NULL",
)
_partial(
    "ix_commkit_qa_canonical_standing",
    canonical.c.community_id,
    canonical.c.id,
    where="withdrawn_at IS NULL",
)
Index("ix_commkit_qa_canonical_history", canonical.c.community_id, canonical.c.question, canonical.c.id)

applicability = record_table(
    "commkit_qa_applicability",
    Applicability,
    key=("post", "product"),
    references={"post": post},
    metadata=metadata,
)
Index(
    "ix_commkit_qa_applicability_product",
    applicability.c.community_id,
    applicability.c.product,
    applicability.c.post,
)
version_report = record_table(
    "commkit_qa_version_report",
    VersionReport,
    key=("post", "member", "product", "version_key"),
    references={"post": post, "member": membership},
    metadata=metadata,
)
release = record_table("commkit_qa_release", Release, metadata=metadata)
Index(
    "uq_commkit_qa_release_version",
    release.c.community_id,
    release.c.product,
    release.c.version_key,
    unique=True,
)
Index("ix_commkit_qa_release_product", release.c.community_id, release.c.product, release.c.id)
recheck = record_table(
    "commkit_qa_recheck",
    Recheck,
    key=("release", "post", "member"),
    references={"release": release, "post": post, "member": membership},
    metadata=metadata,
)
_partial(
    "ix_commkit_qa_recheck_open",
    recheck.c.community_id,
    recheck.c.member,
    recheck.c.release,
    recheck.c.post,
    where="answered_at IS NULL",
)
