"""The names of accounts: a community's slug and a space's slug, neither of which has a dot; no database."""


def account_of(community: str, space: str) -> str:
    """The name of a space's account: `gardens.roses`, of `acct:gardens.roses@example.org`.

    Args:
        community: The community's slug.
        space: The space's slug.
    """
    return f"{community}.{space}"


def split_account(account: str, home: str = "") -> tuple[str, str] | None:
    """The slugs of the community and of the space that an account names; None for one that names none.

    Args:
        account: The name, without the host.
        home: The slug of the community whose spaces are found by their bare names, too; empty for none.
    """
    community, dot, space = account.rpartition(".")
    community = community if dot else home
    return (community, space) if community and space and "." not in community else None
