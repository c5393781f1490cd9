"""How the scope is read."""

from commkit import Context
from commkit_topical.scope.feature import ScopeSettings, scope_feature
from commkit_topical.scope.messages import ReadScope
from commkit_topical.scope.records import Scope


@scope_feature.handles(ReadScope)
def read_scope(context: Context, query: ReadScope) -> Scope:
    """From the settings of the community."""
    settings = context.settings(ScopeSettings)
    return Scope(settings.subject, settings.outside)
