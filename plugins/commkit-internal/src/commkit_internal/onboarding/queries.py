"""How onboardings are read and counted."""

from datetime import timedelta
from uuid import UUID

from commkit import Context, Invalid, Page
from commkit.storage import LAST_ID, NOBODY, keyset, page_size
from commkit_internal.onboarding import statements as sql
from commkit_internal.onboarding.feature import onboarding_feature
from commkit_internal.onboarding.messages import CountOnboardings, ListOnboardings, ReadOnboarding
from commkit_internal.onboarding.policy import LONGEST, numbers_of
from commkit_internal.onboarding.records import Onboarding, OnboardingNumbers, OnboardingProgress
from commkit_internal.policy import KEEPER

_ONBOARDINGS = keyset(UUID, of="internal.onboardings")


@onboarding_feature.handles(ReadOnboarding)
def read_onboarding(context: Context, query: ReadOnboarding) -> OnboardingProgress:
    """Load it, then its tasks."""
    found = context.get(Onboarding, query.onboarding)
    tasks = tuple(context.rows(sql.TASKS, onboarding=found.id))
    return OnboardingProgress(found, tasks, sum(task.done_at is not None for task in tasks))


@onboarding_feature.handles(ListOnboardings)
def list_onboardings(context: Context, query: ListOnboardings) -> Page[Onboarding]:
    """One statement."""
    limit = page_size(query.limit)
    (after,) = _ONBOARDINGS.decode(query.after, default=(LAST_ID,))
    values = {
        "after": after,
        "size": limit + 1,
        "me": context.member_or_none or NOBODY,
        "keeps": context.can(KEEPER),
    }
    if query.state is None:
        rows = context.rows(sql.PAGE, **values)
    else:
        rows = context.rows(sql.PAGE_OF_STATE, state=query.state, **values)
    return _ONBOARDINGS.page(rows, limit, lambda found: (found.id,))


@onboarding_feature.handles(CountOnboardings)
def count_onboardings(context: Context, query: CountOnboardings) -> OnboardingNumbers:
    """One statement; the median is computed here."""
    if not timedelta(days=1) <= query.within <= LONGEST:
        raise Invalid.field("within", "out_of_range", "give a day to two years")
    return numbers_of(context.rows(sql.STARTED_SINCE, since=context.now - query.within))
