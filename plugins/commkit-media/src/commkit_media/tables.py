"""The tables of the plugin, those of each feature apart; their migrations are one chain."""

from sqlalchemy import MetaData

from commkit.posts import post
from commkit.spaces import space
from commkit.storage import record_table
from commkit_media.pages.records import HostPage, PageAddress, PageSection

PAGES = MetaData()
"""The tables of each feature."""

host_page = record_table(
    "commkit_media_page", HostPage, index=["thread"], references={"thread": post}, metadata=PAGES
)
page_address = record_table(
    "commkit_media_page_address", PageAddress, key=["key"], index=["page"], metadata=PAGES
)
"""Which page has an address: its key lets one of two first comments open the thread. It comes before the page does."""
page_section = record_table(
    "commkit_media_page_section", PageSection, key=["section"], references={"space": space}, metadata=PAGES
)
