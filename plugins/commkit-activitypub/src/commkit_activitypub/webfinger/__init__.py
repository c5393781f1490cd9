"""How other servers find a space by its account (WebFinger, RFC 7033)."""
