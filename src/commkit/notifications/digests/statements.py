"""The statements of digests."""

from sqlalchemy import bindparam, literal_column, select, update

from commkit.members import membership
from commkit.notifications.digests.records import DigestFrequency, DigestPreference, DigestRow
from commkit.notifications.mailing.statements import IN_COMMUNITY, MEMBER, mail_preference_of
from commkit.notifications.records import MailState
from commkit.notifications.tables import digest, inbox, preference
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import insert_if_absent, statement, upsert

_COMMUNITY = bindparam("community_id", type_=Id)
_ME = bindparam("me", type_=Id)

_DIGEST = (digest.c.community_id == bindparam("community_id", type_=Id)) & (digest.c.member == MEMBER)

_choose = upsert(digest)

SET_DIGEST = statement(
    lambda: _choose.on_conflict_do_update(
        index_elements=["community_id", "member"],
        set_={name: _choose.excluded[name] for name in ("frequency", "hour", "weekday", "own")},
    )
)

START_DIGEST = statement(lambda: insert_if_absent(digest))

DIGEST_OF = statement(
    lambda: (
        select(
            membership.c.key,
            membership.c.name,
            membership.c.status,
            digest.c.frequency,
            digest.c.hour,
            digest.c.weekday,
            digest.c.own,
            digest.c.done_until,
            preference.c.enabled,
        )
        .select_from(
            digest.join(
                membership,
                (membership.c.community_id == digest.c.community_id) & (membership.c.id == digest.c.member),
            ).outerjoin(preference, mail_preference_of(digest.c.member, bindparam("of_kind")))
        )
        .where(_DIGEST)
    ),
    into=DigestRow,
)

SCHEDULED_OF = statement(lambda: select(digest.c.scheduled).where(_DIGEST))

SET_SCHEDULED = statement(
    lambda: (
        update(digest)
        .values(scheduled=bindparam("new_scheduled"))
        .where(_DIGEST, digest.c.scheduled.is_(None), digest.c.frequency != DigestFrequency.NEVER)
    )
)

CLEAR_SCHEDULED = statement(lambda: update(digest).values(scheduled=None).where(_DIGEST))

BEGIN_PERIOD = statement(
    lambda: (
        update(digest)
        .values(done_until=bindparam("new_until"))
        .where(_DIGEST, digest.c.scheduled.is_(None), ~digest.c.own)
    )
)

END_PERIOD = statement(
    lambda: (
        update(digest)
        .values(done_until=bindparam("new_until"))
        .where(_DIGEST, digest.c.done_until < bindparam("new_until"))
    )
)

DIGESTED = statement(
    lambda: (
        update(inbox)
        .values(mail=MailState.DIGESTED, mail_at=bindparam("now"))
        .where(
            IN_COMMUNITY,
            inbox.c.member == MEMBER,
            inbox.c.mail == literal_column("'digest'"),
            inbox.c.mail_at < bindparam("until"),
        )
    )
)

DIGEST = statement(
    lambda: select(digest.c.frequency, digest.c.hour, digest.c.weekday).where(
        digest.c.community_id == _COMMUNITY, digest.c.member == _ME
    ),
    into=DigestPreference,
)
