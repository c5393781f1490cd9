"""Restrictions: silencing, suspending and banning members."""
