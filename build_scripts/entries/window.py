"""The frozen window. A child process starts this very program, so it must be answered first of all."""

import multiprocessing
import os
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()
    from app.core.no_dumps import forbid_dumps
    from build_scripts.input_method import with_input_method

    os.environ.update(with_input_method(dict(os.environ)))
    from ui.__main__ import main

    forbid_dumps()
    sys.exit(main(sys.argv[1:]))
