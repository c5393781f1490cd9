"""Forgetting: what tables keep of some rows is blanked, whoever wrote it."""
