"""How an article gets another author, who is asked first."""
