"""Quiet hours: no mails to minors, and where a community says so nothing written by them."""
