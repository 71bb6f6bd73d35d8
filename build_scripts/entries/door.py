"""The frozen headless door. A child process starts this very program, so it must be answered first of all."""

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()
    from app.core.no_dumps import forbid_dumps
    from app.door import answer

    forbid_dumps()
    sys.exit(answer(sys.argv[1:]))
