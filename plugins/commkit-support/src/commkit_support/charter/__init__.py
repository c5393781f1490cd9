"""The scope charter: what a community never answers, who helps with it instead, and what is masked.

A type declares topics; stewards change them, and every version stays. Whoever asks is told of them while they write
(`CheckScope`), and is offered the help desk instead: `AskHelpDesk` asks in a private question, which only they and
staff see, and hands it over. What is about an excluded topic is not published without the asker's own act
(`PublishAnyway`), or not at all. Private data is masked in public questions, and in what is told of a
draft. No draft is stored.
"""
