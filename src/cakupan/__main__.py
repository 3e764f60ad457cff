"""`python -m cakupan` is the command line."""

from cakupan.cli import main

main()
