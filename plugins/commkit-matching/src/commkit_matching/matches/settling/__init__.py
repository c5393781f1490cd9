"""Settling: what becomes of a proposal with the answers to it, and of matches whose members leave."""
