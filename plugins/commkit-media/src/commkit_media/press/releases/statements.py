"""The statements of releases."""

from sqlalchemy import and_, bindparam, delete, func, select, update

from commkit.posts import AUTHORED_POSTS, POST_COLUMNS, Post, post
from commkit.storage import Id, UtcDateTime, insert_if_absent, statement, upsert, visible_statement
from commkit_articles import article
from commkit_media.press.releases.records import EmbargoReader, PressRelease
from commkit_media.tables import embargo_reader, release

_COLUMNS = tuple(release.c[name] for name in PressRelease.__annotations__)
_HERE = release.c.community_id == bindparam("community_id")
_THIS = _HERE & (release.c.id == bindparam("id", type_=Id))
_OF_ARTICLE = _HERE & (release.c.article == bindparam("article", type_=Id))

ADD = statement(lambda: insert_if_absent(release))
"""Adds the release of an article that has none; of two at once one is kept."""
ONE = visible_statement(
    lambda visible: select(*_COLUMNS).where(_THIS, visible(PressRelease, release)), into=PressRelease
)
FIND = visible_statement(
    lambda visible: select(release.c.id).where(_OF_ARTICLE, visible(PressRelease, release))
)
OF_ARTICLE = statement(lambda: select(*_COLUMNS).where(_OF_ARTICLE), into=PressRelease)
"""The release of an article. It checks no visibility: not for queries."""
LOCKED = statement(lambda: select(*_COLUMNS).where(_THIS).with_for_update(), into=PressRelease)
"""Locks a release that the caller has loaded, so that nobody agrees to an embargo that is being changed."""
_MOMENT = ("ends_at", "local_time", "time_zone", "fold", "set_by", "set_at")
SET_MOMENT = statement(
    lambda: (
        update(release)
        .values({name: bindparam(f"new_{name}", type_=release.c[name].type) for name in _MOMENT})
        .where(_THIS)
    )
)
SET_POST = statement(lambda: update(release).values(post=bindparam("new_post", type_=Id)).where(_OF_ARTICLE))
END_EMBARGO = statement(
    lambda: (
        update(release)
        .values(ends_at=None, local_time="", time_zone="", fold=0)
        .where(_OF_ARTICLE, release.c.post.is_(None))
    )
)
"""Takes the embargo of a release away that is not published yet."""
PAGE = visible_statement(
    lambda visible: (
        select(*_COLUMNS)
        .where(_HERE, release.c.id < bindparam("before", type_=Id), visible(PressRelease, release))
        .order_by(release.c.id.desc())
        .limit(bindparam("size"))
    ),
    into=PressRelease,
)
OF_IDS = visible_statement(
    lambda visible: select(*_COLUMNS).where(
        _HERE,
        release.c.id.in_(bindparam("ids", expanding=True, type_=Id)),
        visible(PressRelease, release),
    ),
    into=PressRelease,
)
TEXTS = statement(
    lambda: select(
        article.c.id, article.c.title, article.c.body, article.c.markup, article.c.state, article.c.version
    ).where(
        article.c.community_id == bindparam("community_id"),
        article.c.id.in_(bindparam("articles", expanding=True, type_=Id)),
    )
)
"""The texts of the articles of releases that the caller has loaded, before they are posts."""
POSTS = visible_statement(
    lambda visible: (
        select(*POST_COLUMNS)
        .select_from(AUTHORED_POSTS)
        .where(
            post.c.community_id == bindparam("community_id"),
            post.c.id.in_(bindparam("posts", expanding=True, type_=Id)),
            visible(Post, post),
        )
    ),
    into=Post,
)
DELETE = statement(lambda: delete(release).where(_THIS))
DELETE_READERS = statement(
    lambda: delete(embargo_reader).where(
        embargo_reader.c.community_id == bindparam("community_id"),
        embargo_reader.c.release == bindparam("release", type_=Id),
    )
)
"""Deletes who agreed to the embargo of a release that is deleted."""
OF_POST = statement(
    lambda: select(article.c.id, article.c.kind).where(
        article.c.community_id == bindparam("community_id"), article.c.post == bindparam("post", type_=Id)
    )
)

# --- who agreed ------------------------------------------------------------------------------------------------------

_READER = tuple(embargo_reader.c[name] for name in EmbargoReader.__annotations__)
_READER_HERE = embargo_reader.c.community_id == bindparam("community_id")
_given = upsert(embargo_reader)
ACCEPT = statement(
    lambda: _given.on_conflict_do_update(
        index_elements=["community_id", "release", "member"],
        set_={"ends_at": _given.excluded.ends_at, "accepted_at": _given.excluded.accepted_at},
        where=embargo_reader.c.ends_at != _given.excluded.ends_at,
    )
)
"""Keeps that somebody agreed; who agreed to the same embargo before agreed then. What they read before stays."""
READER = statement(
    lambda: select(*_READER).where(
        _READER_HERE,
        embargo_reader.c.release == bindparam("release", type_=Id),
        embargo_reader.c.member == bindparam("member", type_=Id),
    ),
    into=EmbargoReader,
)
ACCEPTED = statement(
    lambda: select(embargo_reader.c.release, embargo_reader.c.ends_at, embargo_reader.c.accepted_at).where(
        _READER_HERE,
        embargo_reader.c.member == bindparam("member", type_=Id),
        embargo_reader.c.release.in_(bindparam("releases", expanding=True, type_=Id)),
    )
)
RECORD_READING = statement(
    lambda: (
        update(embargo_reader)
        .values(
            first_read_at=func.coalesce(
                embargo_reader.c.first_read_at, bindparam("now", type_=UtcDateTime), type_=UtcDateTime
            ),
            last_read_at=bindparam("now", type_=UtcDateTime),
            version=bindparam("new_version"),
        )
        .where(
            _READER_HERE,
            embargo_reader.c.release == bindparam("release_id", type_=Id),
            embargo_reader.c.member == bindparam("member_id", type_=Id),
        )
    )
)
READERS = statement(
    lambda: (
        select(*_READER)
        .where(
            _READER_HERE,
            and_(
                embargo_reader.c.release == bindparam("release", type_=Id),
                embargo_reader.c.member > bindparam("after", type_=Id),
            ),
        )
        .order_by(embargo_reader.c.member)
        .limit(bindparam("size"))
    ),
    into=EmbargoReader,
)
"""Who agreed to the embargo of a release that the caller has loaded."""
