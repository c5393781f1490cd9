"""What the members of a simulated community write about."""

from collections.abc import Callable
from random import Random

from attrs import frozen

from commkit_demo.simulation import vocabulary
from commkit_demo.simulation.vocabulary import Problem


@frozen
class ThreadDraft:
    """A thread before somebody opens it.

    Attributes:
        title: Its title.
        body: Its text.
        tags: Its tags.
        about: The problem that it is about, to which answers fit; None where it is about none.
    """

    title: str
    body: str
    tags: tuple[str, ...] = ()
    about: Problem | None = None


@frozen
class Wording:
    """The texts of a community.

    Attributes:
        thread: Makes a thread at random, with no other random numbers than those that it is given.
        comments: What members write below a thread that awaits no answer, or where they know none.
    """

    thread: Callable[[Random], ThreadDraft]
    comments: tuple[str, ...]


@frozen
class Subject:
    """What one thread may be about, where the threads of a community are written beforehand.

    Attributes:
        title: The title of the thread.
        body: Its text.
        tag: Its tag.
    """

    title: str
    body: str
    tag: str


def choose_from(*subjects: Subject) -> Callable[[Random], ThreadDraft]:
    """What makes threads about one of these, each as often as the others."""

    def thread(rng: Random) -> ThreadDraft:
        about = rng.choice(subjects)
        return ThreadDraft(about.title, about.body, (about.tag,))

    return thread


def _about_the_hub(rng: Random) -> ThreadDraft:
    about = vocabulary.problem(rng)
    return ThreadDraft(about.title, vocabulary.question(rng, about), about.tags, about)


HUB = Wording(_about_the_hub, vocabulary.COMMENTS)
"""Problems with a smart-home hub that does not exist, each with its fix."""
