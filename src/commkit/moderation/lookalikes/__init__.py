"""Denied words in letters that look like their own."""
