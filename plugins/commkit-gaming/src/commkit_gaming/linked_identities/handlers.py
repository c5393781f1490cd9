"""How members link, unlink and show accounts."""

from commkit import Conflict, Context, Denied, Invalid, RateLimited
from commkit.members import is_own
from commkit_gaming.linked_identities import statements as sql
from commkit_gaming.linked_identities.facts import AccountProofBrought, GameAccountUnlinked
from commkit_gaming.linked_identities.feature import LinkedIdentitySettings, linked_identity_feature
from commkit_gaming.linked_identities.messages import LinkGameAccount, ShowGameAccount, UnlinkGameAccount
from commkit_gaming.linked_identities.ports import LinkedIdentities
from commkit_gaming.linked_identities.records import (
    AccountProof,
    AccountProofId,
    GameAccount,
    GameAccountId,
    ProofState,
    StoredProof,
)
from commkit_gaming.tables import game_account


@linked_identity_feature.loads(GameAccount, owner=lambda found: found.member, table=game_account)
def fetch_game_account(context: Context, id: GameAccountId) -> GameAccount | None:
    """One's own, or one that is shown."""
    return context.one(sql.ONE, id=id)


@linked_identity_feature.handles(LinkGameAccount)
def link_game_account(context: Context, command: LinkGameAccount) -> AccountProof:
    """Keep the proof, and let the worker ask: it does so outside of any transaction."""
    settings = context.settings(LinkedIdentitySettings)
    if command.platform not in settings.platforms:
        known = ", ".join(settings.platforms) or "none is declared here"
        raise Invalid.field("platform", "unknown", f"give one of: {known}")
    if context.port(LinkedIdentities) is None:
        raise Denied(
            "gaming.nobody_verifies", "nobody verifies accounts here; the host gives the plugin who does"
        )
    if context.rows(sql.VALID, member=context.member, platform=command.platform, now=context.now):
        raise Conflict(
            "gaming.account_linked", "you have linked an account of this platform; unlink it first"
        )
    made = StoredProof(
        id=AccountProofId(context.new_id()),
        member=context.member,
        platform=command.platform,
        proof=command.proof,
        state=ProofState.WAITING,
        brought_at=context.now,
    )
    if not context.run(sql.BRING, made, before=context.now - settings.proof_every):
        raise RateLimited(
            "gaming.proof_brought",
            "you brought a proof of this platform just before; wait for the answer, then try again",
            retry_after=settings.proof_every,
        )
    context.emit(AccountProofBrought(proof=made.id, member=made.member))
    return AccountProof(made.id, made.platform, made.state, made.brought_at)


@linked_identity_feature.handles(UnlinkGameAccount)
def unlink_game_account(context: Context, command: UnlinkGameAccount) -> None:
    """Delete the row."""
    unlink(context, _own(context, command.account), lapsed=False)


@linked_identity_feature.handles(ShowGameAccount)
def show_game_account(context: Context, command: ShowGameAccount) -> None:
    """Store whom."""
    context.run(sql.SHOW, id=_own(context, command.account).id, new_shown_to=command.shown_to)


def unlink(context: Context, found: GameAccount, *, lapsed: bool) -> None:
    """Delete an account that is linked."""
    if context.run(sql.DELETE, id=found.id):
        context.emit(GameAccountUnlinked(member=found.member, platform=found.platform, lapsed=lapsed))


def _own(context: Context, id: GameAccountId) -> GameAccount:
    found = context.get(GameAccount, id)
    if not is_own(context, found.member):
        raise Denied("gaming.not_your_account", "this account is somebody else's; name one of yours")
    return found
