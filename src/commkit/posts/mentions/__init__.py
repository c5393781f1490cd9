"""Mentions: `@name` in a text names a member.

Members with the permission `posts.mention_groups` can name a group, and thereby its members, at most 200.

A name of one word is written `@ada`, a name with spaces `@"Ada Lovelace"`. It is the name that others see. Case does
not matter as long as only one member matches; of several, the one whose name is written exactly like that is mentioned,
and nobody if that does not decide. Code and quoted lines mention nobody, and nobody mentions themselves. An edit
mentions only those whom the text before it did not mention.
"""
