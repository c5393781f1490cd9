"""Canonical answers: the one answer to a question that stewards stand for, and to which others are sent.

Whoever may marks an answer as the canonical one for a subject, and its question is the canonical question then: the
one comes first on its page, the other among similar questions. It is withdrawn with a reason; by itself, once the
answer or the question is removed, the question becomes a duplicate, or the answer goes elsewhere than to another
question.
"""
