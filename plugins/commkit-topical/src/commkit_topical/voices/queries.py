"""How these numbers are read."""

from datetime import datetime

from commkit import Context, Invalid
from commkit.storage import first_id_from
from commkit_topical.voices import statements as sql
from commkit_topical.voices.feature import voice_feature
from commkit_topical.voices.messages import ReadActivationNumbers, ReadVoiceNumbers
from commkit_topical.voices.policy import (
    ACTIVATED_WITHIN,
    LEAST_PEOPLE,
    RETURNED_FROM,
    RETURNED_UNTIL,
    Voice,
    told_share,
    voice_share,
)
from commkit_topical.voices.records import ActivationNumbers, VoiceNumbers


@voice_feature.handles(ReadVoiceNumbers)
def read_voice_numbers(context: Context, query: ReadVoiceNumbers) -> VoiceNumbers:
    """Three statements, one for each kind of contribution."""
    _check(query.since, query.until)
    given = {"since_id": first_id_from(query.since), "until_id": first_id_from(query.until)}
    opened, first, replied = (
        [Voice(*row) for row in context.rows(statement, **given)]
        for statement in (sql.OPENED, sql.REPLIED_FIRST, sql.REPLIED)
    )
    shares = voice_share(first)
    return VoiceNumbers(
        threads=voice_share(opened),
        first_replies=shares,
        replies=voice_share(replied),
        members_first=shares.members if shares is not None else None,
    )


@voice_feature.handles(ReadActivationNumbers)
def read_activation_numbers(context: Context, query: ReadActivationNumbers) -> ActivationNumbers:
    """One statement; what rests on fewer than five people is not told."""
    _check(query.since, query.until)
    ((joined, observed, activated, watched, returned),) = context.rows(
        sql.ACTIVATION,
        since=query.since,
        until=query.until,
        now=context.now,
        activated_within=ACTIVATED_WITHIN,
        returned_from=RETURNED_FROM,
        returned_until=RETURNED_UNTIL,
    )
    return ActivationNumbers(
        joined=joined if joined >= LEAST_PEOPLE else None,
        activated=told_share(activated, observed),
        returned=told_share(returned, watched),
    )


def _check(since: datetime, until: datetime) -> None:
    if until <= since:
        raise Invalid.field("until", "too_early", "give a moment after the first one")
