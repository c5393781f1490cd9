"""Posts of staff and of experts are marked, as their authors are now."""

from typing import Any

import pytest

from commkit import SYSTEM, Invalid
from commkit.members import AssignRole
from commkit.posts import ViewThread
from commkit_media import FlairSettings


def flair(town: Any, thread: Any) -> dict[str, set[str]]:
    page = town.ask(None, ViewThread(thread, rendered=False))
    return {view.post.body: {mark for mark in view.marks if mark.startswith("media.")} for view in page.items}


def test_posts_of_staff_and_experts_are_marked(town: Any) -> None:
    article = town.published()
    for by in ("bob", "rea", "xan"):
        town.reply(article.id, by=by, body=by)
    found = flair(town, article.id)
    assert (found["bob"], found["rea"], found["xan"]) == (set(), {"media.staff"}, {"media.expert"})
    town.do(SYSTEM, AssignRole(town.member("xan"), "member"))
    assert flair(town, article.id)["xan"] == set()


def test_settings_name_roles(make_town: Any) -> None:
    town = make_town(flair=FlairSettings(roles=("expert", "editor")))
    article = town.published()
    town.reply(article.id, by="edi", body="edi")
    assert flair(town, article.id)["edi"] == {"media.staff", "media.editor"}
    for role in ("staff", "no role"):
        with pytest.raises(Invalid):
            FlairSettings(roles=(role,))
