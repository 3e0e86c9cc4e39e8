"""`python -m hipback`."""

from hipback.cli import main

main()
