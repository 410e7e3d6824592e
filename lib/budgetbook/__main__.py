"""`python -m budgetbook`."""

import sys

from budgetbook.cli import main

if __name__ == "__main__":
    sys.exit(main())
