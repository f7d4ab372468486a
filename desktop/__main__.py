"""`python -m desktop`: the window without words, the command line with them."""

import sys

from desktop.app import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
