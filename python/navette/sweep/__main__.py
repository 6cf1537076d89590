"""python -m navette.sweep: as `navette sweep`, for where that is not on the PATH."""

import sys

from navette.sweep.command import main

if __name__ == "__main__":
    sys.exit(main())
