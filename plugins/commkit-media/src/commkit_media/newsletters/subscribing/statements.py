"""The statements of subscriptions. None of them checks whether a reader may see what it gives."""

from sqlalchemy import bindparam, case, delete, null, select, union_all, update

from commkit.storage import Id, UtcDateTime, insert_if_absent, statement, upsert
from commkit_media.newsletters.subscribing.records import AddressRecord, NewsletterSubscription
from commkit_media.tables import newsletter, newsletter_subscription, subscription_quota, suppressed_address

_COLUMNS = tuple(newsletter_subscription.c[name] for name in NewsletterSubscription.__annotations__)
_HERE = newsletter_subscription.c.community_id == bindparam("community_id")
_THIS = _HERE & (newsletter_subscription.c.id == bindparam("id", type_=Id))
_OF = _HERE & (newsletter_subscription.c.newsletter == bindparam("newsletter", type_=Id))
_WHO = newsletter_subscription.c.who == bindparam("who")
_WAITS = newsletter_subscription.c.confirmed_at.is_(None)
_NOW = bindparam("now", type_=UtcDateTime)
_ENDED = (
    newsletter_subscription.c.id,
    newsletter_subscription.c.newsletter,
    newsletter_subscription.c.member,
    newsletter_subscription.c.who,
)

ADD = statement(lambda: insert_if_absent(newsletter_subscription))
ASK_AGAIN = statement(
    lambda: (
        update(newsletter_subscription)
        .values(token="", asked_at=_NOW, expires_at=bindparam("until", type_=UtcDateTime))
        .where(_OF, _WHO, _WAITS)
        .returning(newsletter_subscription.c.id)
    )
)
"""An address that waits gets a new time; an earlier token is valid no more."""
WAITING = statement(
    lambda: select(*_COLUMNS).where(_THIS, _WAITS, newsletter_subscription.c.expires_at > _NOW),
    into=NewsletterSubscription,
)
SET_TOKEN = statement(
    lambda: (
        update(newsletter_subscription)
        .values(token=bindparam("new_token"))
        .where(_THIS, _WAITS, newsletter_subscription.c.expires_at > _NOW)
    )
)
CONFIRM = statement(
    lambda: (
        update(newsletter_subscription)
        .values(token="", confirmed_at=_NOW, expires_at=null())
        .where(
            _HERE,
            newsletter_subscription.c.token == bindparam("hashed"),
            newsletter_subscription.c.token != "",
            _WAITS,
            newsletter_subscription.c.expires_at > _NOW,
        )
        .returning(*_ENDED)
    )
)
DROP_UNCONFIRMED = statement(
    lambda: delete(newsletter_subscription).where(_THIS, _WAITS, newsletter_subscription.c.expires_at <= _NOW)
)

END = statement(lambda: delete(newsletter_subscription).where(_THIS).returning(*_ENDED))
END_OF_WHO = statement(lambda: delete(newsletter_subscription).where(_OF, _WHO).returning(*_ENDED))
END_EVERYWHERE = statement(lambda: delete(newsletter_subscription).where(_HERE, _WHO).returning(*_ENDED))
END_ALL = statement(lambda: delete(newsletter_subscription).where(_OF).returning(*_ENDED))

_left = upsert(suppressed_address)
SUPPRESS = statement(
    lambda: _left.on_conflict_do_update(
        index_elements=["community_id", "newsletter", "who"],
        set_={"why": _left.excluded.why, "at": _left.excluded.at},
    )
)
_SUPPRESSED = suppressed_address.c.community_id == bindparam("community_id")
LIFT = statement(
    lambda: delete(suppressed_address).where(
        _SUPPRESSED,
        suppressed_address.c.newsletter == bindparam("newsletter", type_=Id),
        suppressed_address.c.who == bindparam("who"),
    )
)
SUPPRESSED_AMONG = statement(
    lambda: select(suppressed_address.c.who).where(
        _SUPPRESSED,
        suppressed_address.c.newsletter == bindparam("newsletter", type_=Id),
        suppressed_address.c.who.in_(bindparam("among", expanding=True)),
    )
)
OF_ADDRESS = statement(
    lambda: union_all(
        select(
            newsletter.c.id,
            newsletter.c.title,
            newsletter_subscription.c.asked_at,
            newsletter_subscription.c.confirmed_at,
            null().label("left_at"),
        )
        .select_from(
            newsletter_subscription.join(
                newsletter,
                (newsletter.c.community_id == newsletter_subscription.c.community_id)
                & (newsletter.c.id == newsletter_subscription.c.newsletter),
            )
        )
        .where(_HERE, _WHO),
        select(newsletter.c.id, newsletter.c.title, null(), null(), suppressed_address.c.at)
        .select_from(
            suppressed_address.join(
                newsletter,
                (newsletter.c.community_id == suppressed_address.c.community_id)
                & (newsletter.c.id == suppressed_address.c.newsletter),
            )
        )
        .where(_SUPPRESSED, suppressed_address.c.who == bindparam("who")),
    ),
    into=AddressRecord,
)

_asked = upsert(subscription_quota)
USE_QUOTA = statement(
    lambda: _asked.on_conflict_do_update(
        index_elements=["community_id", "who"],
        set_={
            "day": _asked.excluded.day,
            "used": case(
                (subscription_quota.c.day == _asked.excluded.day, subscription_quota.c.used + 1), else_=1
            ),
        },
        where=(subscription_quota.c.day != _asked.excluded.day)
        | (subscription_quota.c.used < bindparam("limit")),
    )
)
"""Counts one request of a day; touches no row if none is left."""
DROP_QUOTAS = statement(
    lambda: delete(subscription_quota).where(
        subscription_quota.c.community_id == bindparam("community_id"),
        subscription_quota.c.day < bindparam("today"),
    )
)
