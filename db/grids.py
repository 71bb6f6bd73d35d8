"""Which household belongs to which grid, since and until when, as stored."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from db.store import Store

Found = dict[str, Any]
NOW = "g.deleted = 0 AND g.until IS NULL"
PEOPLE = "SELECT count(*) FROM residents AS r WHERE r.household_id = h.id AND r.deleted = 0 AND r.left_on IS NULL"
OUTSIDE = f"h.deleted = 0 AND NOT EXISTS (SELECT 1 FROM grid_households AS g WHERE g.household_id = h.id AND {NOW})"


def counts(store: "Store") -> dict[str, tuple[int, int]]:
    """Give, by grid, how many households and how many residents it has; removed households do not count."""
    rows = store.rows(
        "SELECT g.grid_id, count(DISTINCT h.id) AS households, count(r.id) AS people FROM grid_households AS g"
        " JOIN households AS h ON h.id = g.household_id AND h.deleted = 0"
        " LEFT JOIN residents AS r ON r.household_id = h.id AND r.deleted = 0 AND r.left_on IS NULL"
        f" WHERE {NOW} GROUP BY g.grid_id"
    )
    return {row["grid_id"]: (row["households"], row["people"]) for row in rows}


def households_of(store: "Store", grid_id: str, title: str) -> list[Found]:
    """Give the households of a grid by villager group and number, with who bears ``title`` for each."""
    return store.rows(
        f"SELECT h.id, h.number, h.head_name, h.villager_group, h.address, g.since, ({PEOPLE}) AS people,"
        " coalesce((SELECT l.name FROM contact_links AS l WHERE l.target = 'household' AND l.target_id = h.id"
        " AND l.deleted = 0 AND l.until IS NULL AND l.title = ?2 ORDER BY l.n DESC LIMIT 1), '') AS responsible"
        " FROM grid_households AS g JOIN households AS h ON h.id = g.household_id AND h.deleted = 0"
        f" WHERE g.grid_id = ?1 AND {NOW} ORDER BY group_place(h.villager_group), h.villager_group, h.number, h.n",
        (grid_id, title),
    )


def outside(store: "Store", group: str = "") -> list[str]:
    """Give the ids of the households (of one villager group) that belong to no grid yet."""
    rows = store.rows(
        f"SELECT h.id FROM households AS h WHERE {OUTSIDE} AND (?1 = '' OR h.villager_group = ?1)"
        " ORDER BY group_place(h.villager_group), h.villager_group, h.number, h.n",
        (group,),
    )
    return [row["id"] for row in rows]


def groups_outside(store: "Store") -> list[Found]:
    """Give the villager groups that have households in no grid, and how many."""
    return store.rows(
        f"SELECT h.villager_group AS name, count(*) AS households FROM households AS h WHERE {OUTSIDE}"
        " GROUP BY h.villager_group ORDER BY group_place(h.villager_group), h.villager_group"
    )


def belonging(store: "Store", household_id: str) -> Found | None:
    """Give the row that puts a household into its grid, with the grid's name."""
    return store.row(
        "SELECT g.id, g.grid_id, g.since, u.name AS grid FROM grid_households AS g JOIN units AS u ON u.id = g.grid_id"
        f" WHERE g.household_id = ? AND {NOW}",
        (household_id,),
    )


def belonged(store: "Store", household_id: str) -> list[Found]:
    """Give the grids that a household was in before, the latest first."""
    return store.rows(
        "SELECT g.id, u.name AS grid, g.since, g.until FROM grid_households AS g JOIN units AS u ON u.id = g.grid_id"
        " WHERE g.household_id = ? AND g.deleted = 0 AND g.until IS NOT NULL ORDER BY g.until DESC, g.n DESC",
        (household_id,),
    )


def belongings(store: "Store", grid_id: str) -> list[Found]:
    """Give the rows that put households into a grid now, removed households included."""
    return store.rows(
        f"SELECT g.id, g.household_id, g.since FROM grid_households AS g WHERE g.grid_id = ? AND {NOW} ORDER BY g.n",
        (grid_id,),
    )


def household(store: "Store", household_id: str) -> Found | None:
    """Give number, head and villager group of one household that is not removed."""
    return store.row(
        "SELECT id, number, head_name, villager_group FROM households WHERE id = ? AND deleted = 0", (household_id,)
    )


def every_household(store: "Store") -> list[Found]:
    """Give every household that is not removed, with the grid it is in now: for finding some of them."""
    return store.rows(
        "SELECT h.id, h.number, h.head_name, h.villager_group, h.address, coalesce(g.grid_id, '') AS grid_id,"
        " coalesce(u.name, '') AS grid FROM households AS h"
        f" LEFT JOIN grid_households AS g ON g.household_id = h.id AND {NOW} LEFT JOIN units AS u ON u.id = g.grid_id"
        " WHERE h.deleted = 0 ORDER BY group_place(h.villager_group), h.villager_group, h.number, h.n"
    )
