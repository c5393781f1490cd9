"""Question facts: what a question is about beside its text: product area, version, environment, code language.

They are fields of the question's post kind, which a type declares, so they are checked, shown, filtered, exported and
erased as `commkit.fields` does it. Here are ready declarations, and the numbers of questions by what they are about.
"""
