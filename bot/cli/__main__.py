"""`python -m bot.cli`: the same as `guichet`."""

from bot.cli import main

main()
