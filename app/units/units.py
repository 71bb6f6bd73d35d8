"""The offices that this file knows: our own, the township above it, the stations below."""

from typing import TYPE_CHECKING

import msgspec

from app.core.changes import Changes
from app.core.errors import Refused
from app.units.areas import Place, read_unit_code
from db import units as rows

if TYPE_CHECKING:
    from db.store import Store

LONGEST_NAME = 40
KINDS = {"station": "村站", "township": "乡镇便民服务中心"}


class Office(msgspec.Struct, frozen=True):
    """One office; ``relation`` is self, parent, child or former, ``n`` its number in this file only."""

    n: int
    id: str
    relation: str
    kind: str
    unit: str
    name: str
    township_name: str
    county_name: str
    enrolled_on: str | None

    @property
    def full_name(self) -> str:
        """Give “望奎县海丰镇示例村”, without repeating what the name says itself."""
        above = (self.county_name, self.township_name)
        return "".join(name for name in above if name and not self.name.startswith(name)) + self.name


class Units:
    """Reads the offices and keeps our own names."""

    def __init__(self, store: "Store") -> None:
        """Work on one office's file."""
        self._store = store

    def offices(self) -> list[Office]:
        """List ourselves, the township above, then the stations by unit code."""
        return [msgspec.convert(row, Office) for row in rows.offices(self._store)]

    def own(self) -> Office:
        """Give our own office."""
        return self.offices()[0]

    def parent(self) -> Office | None:
        """Give the township that we are enrolled with, if any."""
        return next((office for office in self.offices() if office.relation == "parent"), None)

    def stations(self) -> list[Office]:
        """List the stations that are enrolled with us."""
        return [office for office in self.offices() if office.relation == "child"]

    def office(self, n: int) -> Office | None:
        """Give one office by its number in this file."""
        return next((office for office in self.offices() if office.n == n), None)

    def place(self) -> Place:
        """Say where our own unit code lies."""
        return read_unit_code(self.own().unit)

    def rename(
        self, operator: str = "", *, unit: str = "", name: str = "", township_name: str = "", county_name: str = ""
    ) -> tuple[Office, Changes]:
        """Change our own unit code or names; what is empty stays. Raises ``Refused`` for what cannot be."""
        own = self.own()
        names = {
            "unit": read_unit_code(unit).code if unit.strip() else own.unit,
            "name": name.strip() or own.name,
            "township_name": township_name.strip() or own.township_name,
            "county_name": county_name.strip() or own.county_name,
        }
        if any(len(text) > LONGEST_NAME for text in names.values()):
            raise Refused(f"名称最多 {LONGEST_NAME} 个字。", untouched="单位名称没有改动。")
        with self._store.writing(operator, "修改单位名称") as write:
            rows.name_office(write, names)
            return self.own(), Changes.of(write.changed)
