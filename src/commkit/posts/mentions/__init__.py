"""Mentions: `@name` in a text names a member.

Members with the permission `posts.mention_groups` can name a group, and thereby its members, at most 200.

A text mentions whom it shows as mentioned when it is rendered, see `commkit.rendering`. The name is the one that others
see. Case does not matter as long as only one member matches; of several, the one whose name is written exactly like
that is mentioned, and nobody if that does not decide. Nobody mentions themselves. An edit mentions only those whom the
text before it did not mention.
"""
