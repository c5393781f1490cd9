"""Grants: where the permissions of a role and a trust level come from."""
