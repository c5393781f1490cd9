"""Idea calls: ideas are collected, merged, evaluated and decided, and their authors are told within a promised time."""
