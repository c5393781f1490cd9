"""How an idea call goes from state to state: one change after the other."""
