"""`python -m welcomeplan`."""

from welcomeplan.cli import main

main()
