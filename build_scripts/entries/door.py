"""The frozen headless door. A child process starts this very program, so it must be answered first of all."""

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()
    from app.door import answer

    sys.exit(answer(sys.argv[1:]))
