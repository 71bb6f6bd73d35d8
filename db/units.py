"""Offices as stored: ourselves, the township above, the stations below (a local table)."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from db.store import Store
    from db.writing import Writing

SHOWN = "SELECT n, id, relation, kind, unit, name, township_name, county_name, enrolled_on FROM offices"


def offices(store: "Store") -> list[dict[str, Any]]:
    """Read every office but the program: ourselves, then the township, then the stations by unit code."""
    return store.rows(
        f"{SHOWN} WHERE relation <> 'program'"
        " ORDER BY CASE relation WHEN 'self' THEN 0 WHEN 'parent' THEN 1 ELSE 2 END, unit, n"
    )


def name_office(write: "Writing", names: dict[str, str]) -> None:
    """Change the names and the unit code of our own office; the office itself stays the same (HOUSE §2.2)."""
    own = write.store.row(f"{SHOWN} WHERE n = 1") or {}
    write.local(
        "UPDATE offices SET unit = ?, name = ?, township_name = ?, county_name = ? WHERE n = 1",
        (names["unit"], names["name"], names["township_name"], names["county_name"]),
    )
    write.note("renamed", "offices", str(own["id"]), f"{own['unit']} {own['name']} → {names['unit']} {names['name']}")
