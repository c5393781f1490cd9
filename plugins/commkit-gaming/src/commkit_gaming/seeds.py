"""The first thread of a new gaming community."""

from commkit.posts import SeedThread

HOW_WE_PLAY = SeedThread(
    name="gaming.how_we_play",
    kind="topic",
    title="How do we play?",
    body=(
        "1. **guilds** are for who plays together for longer: found one, or apply to one that takes applications;\n"
        "2. **parties** are for today: ask for one, and a round makes two teams that are as strong as each other;\n"
        "3. **tournaments** are held by organisers; what is played there moves the **ladder**;\n"
        "4. who loses says *well played*, and who wins, too."
    ),
)
