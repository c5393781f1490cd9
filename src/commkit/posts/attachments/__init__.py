"""Attachments: files of posts; the host stores their bytes."""
