"""Privileges: what members may do by points and by the quality of what they did."""
