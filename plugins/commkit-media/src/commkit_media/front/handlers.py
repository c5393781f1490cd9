"""How posts are pinned to the front page."""

from commkit import Conflict, Context, Invalid
from commkit.posts import Post
from commkit_media.front import statements as sql
from commkit_media.front.facts import FrontPinned, FrontUnpinned
from commkit_media.front.feature import FrontSettings, front_feature
from commkit_media.front.messages import ClearFrontSlot, PinToFront
from commkit_media.front.policy import slots_for_staff
from commkit_media.front.queries import article_kinds, pins_of, standing
from commkit_media.front.records import FrontPin
from commkit_media.policy import check_not_removed


@front_feature.handles(PinToFront)
def pin_to_front(context: Context, command: PinToFront) -> FrontPin:
    """Lock the pins, check the quota of the company's own posts, and pin it; a post is pinned to one slot."""
    settings, post = context.settings(FrontSettings), context.get(Post, command.post)
    if not 1 <= command.slot <= settings.slots:
        raise Invalid.field("slot", "out_of_range", f"give 1 to {settings.slots}")
    if command.until is not None and command.until <= context.now:
        raise Invalid.field("until", "too_early", "give a time in the future")
    check_not_removed(post)
    if post.opens and post.kind not in article_kinds(context):
        raise Invalid.field("post", "no_article", "name a published article, or a comment")
    found = context.one(sql.IS_OWN, post=post.id, **standing(context))
    if found is None:
        raise Conflict("media.not_for_front", "this post was retired or archived; pin another one")
    context.rows(sql.LOCK_PINS)
    if found[0]:
        _check_quota(context, command, settings)
    context.run(sql.UNPIN_POST, post=post.id)
    pin = FrontPin(command.slot, post.id, context.member_or_none, context.now, command.until)
    context.run(sql.PIN, pin)
    context.emit(FrontPinned(slot=pin.slot, post=pin.post))
    return pin


def _check_quota(context: Context, command: PinToFront, settings: FrontSettings) -> None:
    allowed = slots_for_staff(settings.slots, settings.staff_percent)
    others = [
        pin for pin, own in pins_of(context) if own and pin.slot != command.slot and pin.post != command.post
    ]
    if len(others) >= allowed:
        raise Conflict(
            "media.front_quota",
            f"the company's own posts have {allowed} of {settings.slots} slots at most; take a pin away first",
        )


@front_feature.handles(ClearFrontSlot)
def clear_front_slot(context: Context, command: ClearFrontSlot) -> bool:
    """Delete the pin."""
    if not context.run(sql.UNPIN, slot=command.slot):
        return False
    context.emit(FrontUnpinned(slot=command.slot))
    return True
