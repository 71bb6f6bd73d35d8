"""What every test stands on: no screen is needed, and nothing of the person at this machine leaks in."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("CUNZHAN_PASSWORD", None)
