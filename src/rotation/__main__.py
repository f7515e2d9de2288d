"""`python -m rotation`."""

import sys

from rotation.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
