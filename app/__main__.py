"""The headless door: ``python -m app WORD …``; see ``app.door``."""

import multiprocessing
import sys

from app.door import answer

if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(answer(sys.argv[1:]))
