"""What the looks at a file's bytes, references and journal say of an open store, as plain sentences."""

from app.checkup.looks import FULL
from app.checkup.running import File, run
from app.core.progress import SILENT
from db.store import Store

LOOKS = {name: FULL[name] for name in ("pages", "trees", "references", "journal", "rows")}


def findings(store: Store) -> list[str]:
    """Give what is wrong with the file; an empty list is a sound one."""
    return [found.what for found in run(File(store.path, store.key), LOOKS, SILENT)]
