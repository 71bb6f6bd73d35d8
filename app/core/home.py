"""Where one office lives on the disk: its home folder and the files in it."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.core.errors import DiskTrouble
from db.disk_words import disk_words
from db.durable import make_folder

README_NAME = "请勿删除-村站数据.txt"
README_TEXT = (
    "这个文件夹里是村站通的数据。请不要用别的程序打开、复制或清理其中的文件；备份请在程序里做。\r\n"
    "office.czdb 是加密的数据文件，slots-a.json 和 slots-b.json 保管打开它的钥匙，三个文件缺一不可。\r\n"
    "attachments.czdb 是加密的照片和扫描件（加过附件才有）。\r\n"
)


def default_home() -> Path:
    """Give the folder for this user's office on the internal disk (FAULTS §2.3: never Documents or Desktop)."""
    from platformdirs import user_data_path

    return user_data_path("cunzhantong", appauthor=False)


@dataclass(frozen=True, slots=True)
class Home:
    """The paths of one office; making one touches nothing."""

    folder: Path

    @property
    def office_file(self) -> Path:
        """The encrypted data file."""
        return self.folder / "office.czdb"

    @property
    def slot_files(self) -> tuple[Path, Path]:
        """The two copies of the key slots."""
        return self.folder / "slots-a.json", self.folder / "slots-b.json"

    @property
    def backups(self) -> Path:
        """Where backups go unless the clerk chose another place."""
        return self.folder / "backups"

    @property
    def attachments_file(self) -> Path:
        """The second encrypted file, for scans and photos; made with the first of them."""
        return self.folder / "attachments.czdb"

    @property
    def tries_file(self) -> Path:
        """How often a wrong password was typed in a row, and when last."""
        return self.folder / "tries.json"

    @property
    def marks_file(self) -> Path:
        """How the last session ended."""
        return self.folder / "marks.json"

    @property
    def temporary(self) -> Path:
        """The one folder for passing plaintext; emptied at start and close."""
        return self.folder / "temp"

    @property
    def logs(self) -> Path:
        """Where the log files go; they never hold personal data."""
        return self.folder / "logs"

    @property
    def restoring(self) -> Path:
        """Where a restored office is made ready before it takes the place of today's."""
        return self.folder / "restoring"

    def is_set_up(self) -> bool:
        """Tell whether an office lives here, or will as soon as a restore that was cut off is finished."""
        return self.office_file.exists() or (self.restoring / "ready.json").exists()

    def held_an_office(self) -> bool:
        """Tell whether keys lie here, so that an office lived here even where its data file is gone."""
        return any(copy.exists() for copy in self.slot_files)

    def prepare(self) -> None:
        """Make the folders and the warning for curious people; raises ``DiskTrouble``."""
        try:
            for folder in (self.folder, self.temporary, self.logs):
                make_folder(folder)
            (self.folder / README_NAME).write_text(README_TEXT, encoding="utf-8-sig")
        except OSError as trouble:
            raise DiskTrouble(f"数据文件夹建不起来（{disk_words(trouble)}）") from trouble

    def empty_temporary(self) -> None:
        """Remove whatever passing plaintext is left."""
        import shutil

        with suppress(OSError):
            shutil.rmtree(self.temporary, ignore_errors=True)
            self.temporary.mkdir(parents=True, exist_ok=True)
