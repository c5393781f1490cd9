"""Routing to experts: who is likely to know, by what they answered before; and a bounded number of invitations."""
