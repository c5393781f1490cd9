"""`python -m commkit.adapters.cli` does what `commkit` does."""

from commkit.adapters.cli import main

main()
