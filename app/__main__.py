"""The headless door: ``python -m app WORD …``; see ``app.door``."""

import multiprocessing
import sys

from app.core.no_dumps import forbid_dumps
from app.door import answer

if __name__ == "__main__":
    multiprocessing.freeze_support()
    forbid_dumps()
    sys.exit(answer(sys.argv[1:]))
