"""Kinds of matches: what another plugin or a type declares, and gets the messages of this plugin for."""
