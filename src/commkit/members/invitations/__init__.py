"""Invitations: tokens that let people into a community, made by stewards, members or the host."""
