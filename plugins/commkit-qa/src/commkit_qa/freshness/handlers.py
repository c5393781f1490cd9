"""How versions are stated, and how members say whether a post works in one."""

from commkit import Conflict, Context
from commkit.posts import Post, PostId
from commkit_qa.freshness import statements as sql
from commkit_qa.freshness.facts import ReportWithdrawn, VersionReported, VersionsCleared, VersionsStated
from commkit_qa.freshness.feature import freshness_feature
from commkit_qa.freshness.messages import ClearVersions, ReportVersion, StateVersions, WithdrawReport
from commkit_qa.freshness.policy import check_states_versions, key_of, product_named, range_of
from commkit_qa.freshness.records import Applicability, Product, VersionReport
from commkit_qa.policy import require_question


@freshness_feature.handles(StateVersions)
def state_versions(context: Context, command: StateVersions) -> Applicability:
    """Write the range; the same one again tells nobody, but the author vouches for it anew."""
    post = context.get(Post, command.post, need="qa.state_versions")
    _check_post(context, post, command.product)
    range_of(command.since, command.until)
    stated = Applicability(
        post=post.id,
        product=command.product,
        since=command.since,
        until=command.until,
        stated_by=context.member_or_none,
        stated_at=context.now,
    )
    context.run(sql.STATE, stated)
    context.emit(VersionsStated(post=post.id, product=command.product))
    return stated


@freshness_feature.handles(ClearVersions)
def clear_versions(context: Context, command: ClearVersions) -> None:
    """Delete the range."""
    post = context.get(Post, command.post, need="qa.state_versions")
    product_named(context.declared(Product), command.product)
    if context.run(sql.CLEAR, post=post.id, product=command.product):
        context.emit(VersionsCleared(post=post.id, product=command.product))


@freshness_feature.handles(ReportVersion)
def report_version(context: Context, command: ReportVersion) -> VersionReport:
    """Write the report, one for each member and version; a word that is there already is said anew."""
    me = context.member
    post = context.get(Post, command.post)
    _check_post(context, post, command.product)
    key = key_of(command.version)
    if command.seen is not None and command.seen != post.version:
        raise Conflict(
            "qa.edited_meanwhile", "this post was edited since you read it; read it again, then say so"
        )
    made = VersionReport(
        post=post.id,
        member=me,
        product=command.product,
        version_key=key,
        version=command.version,
        works=command.works,
        own=post.author == me,
        at=context.now,
    )
    before = context.one(sql.OWN_REPORT, post=post.id, member=me, product=command.product, version_key=key)
    state_if_absent(context, post.id, command.product)
    context.run(sql.REPORT, made)
    if before is None or before.works != made.works:
        context.emit(
            VersionReported(
                post=post.id,
                product=command.product,
                version_key=key,
                works=command.works,
                author=post.author,
            )
        )
    return made


@freshness_feature.handles(WithdrawReport)
def withdraw_report(context: Context, command: WithdrawReport) -> None:
    """Delete one's own report."""
    me = context.member
    post = context.get(Post, command.post)
    product_named(context.declared(Product), command.product)
    key = key_of(command.version)
    if context.run(sql.DELETE_REPORT, post=post.id, member=me, product=command.product, version_key=key):
        context.emit(ReportWithdrawn(post=post.id, product=command.product))


def state_if_absent(context: Context, post: PostId, product: str, *, since: str | None = None) -> bool:
    """State that a post applies to all versions from one on, unless versions were stated.

    Returns:
        Whether it was stated now.
    """
    stated = Applicability(post, product, since, None, None, context.now)
    return bool(context.run(sql.ADD_IF_ABSENT, stated))


def _check_post(context: Context, post: Post, product: str) -> None:
    """Check that a post can state versions, and that it and its question stand.

    Raises:
        Invalid: There is no such product, or the post is of another kind.
        Conflict: One of the two was removed.
    """
    declared = product_named(context.declared(Product), product)
    check_states_versions(context.community_type, declared, post)
    if not post.opens and post.kind not in declared.kinds:
        require_question(context.community_type, context.get(Post, post.thread))
