"""What new communities must fulfil, in the transaction of the command."""

from commkit import Context, Denied
from commkit.communities import CommunityCreated, CommunityTypeChanged
from commkit_topical.scope.feature import ScopeSettings, scope_feature
from commkit_topical.scope.policy import SUBJECT_REQUIRED


@scope_feature.reacts_to(CommunityCreated, CommunityTypeChanged)
def require_subject(context: Context, fact: CommunityCreated | CommunityTypeChanged) -> None:
    """Refuse a community that is about nothing in particular."""
    if not context.settings(ScopeSettings).subject.strip():
        raise Denied("topical.subject_required", SUBJECT_REQUIRED)
