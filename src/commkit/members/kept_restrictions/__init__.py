"""Restrictions that outlast the erasure of a person: nobody ends a ban by erasing themselves."""
