"""Why a community without a game is refused."""

GAMES_REQUIRED = (
    "a gaming community plays something; "
    'found it with settings={"gaming.games": {"titles": ["..."]}}, or set it in `gaming.games`'
)
