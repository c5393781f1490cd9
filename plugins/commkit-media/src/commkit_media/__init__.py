"""News and content about a company for commkit: articles with a desk, and comments on the host's own pages.

A community of the type `media` has all features of the plugin and those of `commkit_articles`; each of them may be used
in other types, too: `media.pages`.
"""

from commkit_media.community_type import MEDIA
from commkit_media.pages import explanations as _pages_explanations
from commkit_media.pages import handlers as _pages_handlers
from commkit_media.pages import queries as _pages_queries
from commkit_media.pages import reactions as _pages_reactions
from commkit_media.pages.facts import PageMoved, PageOpened, PageSectionSet, PagesMerged
from commkit_media.pages.feature import MANAGE_PAGES, TRACKING, PageSettings, page_feature
from commkit_media.pages.messages import (
    BindPage,
    CommentOnPage,
    CountPages,
    ListPageSections,
    ListPagesOfThreads,
    MergePages,
    MovePage,
    ReadPage,
    SetPageSection,
    ViewPage,
)
from commkit_media.pages.ports import PageDirectory
from commkit_media.pages.records import (
    FoundPage,
    HostPage,
    PageAddress,
    PageCount,
    PageId,
    PageSection,
    PageState,
    PageView,
    ThreadOfPage,
)
from commkit_media.plugin import Media
from commkit_media.policy import PAGE

__all__ = [
    "MANAGE_PAGES",
    "MEDIA",
    "PAGE",
    "TRACKING",
    "BindPage",
    "CommentOnPage",
    "CountPages",
    "FoundPage",
    "HostPage",
    "ListPageSections",
    "ListPagesOfThreads",
    "Media",
    "MergePages",
    "MovePage",
    "PageAddress",
    "PageCount",
    "PageDirectory",
    "PageId",
    "PageMoved",
    "PageOpened",
    "PageSection",
    "PageSectionSet",
    "PageSettings",
    "PageState",
    "PageView",
    "PagesMerged",
    "ReadPage",
    "SetPageSection",
    "ThreadOfPage",
    "ViewPage",
    "page_feature",
]

del (
    _pages_explanations,
    _pages_handlers,
    _pages_queries,
    _pages_reactions,
)
