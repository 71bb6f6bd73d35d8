"""Which household belongs to which grid, as stored."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from db.store import Store

Found = dict[str, Any]


def counts(store: "Store") -> dict[str, tuple[int, int]]:
    """Give, by grid, how many households and how many residents it has; removed households do not count."""
    rows = store.rows(
        "SELECT g.grid_id, count(DISTINCT h.id) AS households, count(r.id) AS people FROM grid_households AS g"
        " JOIN households AS h ON h.id = g.household_id AND h.deleted = 0"
        " LEFT JOIN residents AS r ON r.household_id = h.id AND r.deleted = 0 AND r.left_on IS NULL"
        " WHERE g.deleted = 0 GROUP BY g.grid_id"
    )
    return {row["grid_id"]: (row["households"], row["people"]) for row in rows}


def households_of(store: "Store", grid_id: str) -> list[Found]:
    """Give the households of a grid by villager group and number."""
    return store.rows(
        "SELECT h.id, h.number, h.head_name, h.villager_group, h.address, g.since,"
        " (SELECT count(*) FROM residents AS r WHERE r.household_id = h.id AND r.deleted = 0 AND r.left_on IS NULL)"
        " AS people FROM grid_households AS g JOIN households AS h ON h.id = g.household_id AND h.deleted = 0"
        " WHERE g.grid_id = ? AND g.deleted = 0 ORDER BY h.villager_group, h.number, h.n",
        (grid_id,),
    )


def outside(store: "Store", group: str = "") -> list[str]:
    """Give the ids of the households (of one villager group) that belong to no grid yet."""
    rows = store.rows(
        "SELECT h.id FROM households AS h WHERE h.deleted = 0 AND (?1 = '' OR h.villager_group = ?1)"
        " AND NOT EXISTS (SELECT 1 FROM grid_households AS g WHERE g.household_id = h.id AND g.deleted = 0)"
        " ORDER BY h.villager_group, h.number, h.n",
        (group,),
    )
    return [row["id"] for row in rows]


def groups_outside(store: "Store") -> list[Found]:
    """Give the villager groups that have households in no grid, and how many."""
    return store.rows(
        "SELECT h.villager_group AS name, count(*) AS households FROM households AS h WHERE h.deleted = 0"
        " AND NOT EXISTS (SELECT 1 FROM grid_households AS g WHERE g.household_id = h.id AND g.deleted = 0)"
        " GROUP BY h.villager_group ORDER BY length(h.villager_group), h.villager_group"
    )


def belonging(store: "Store", household_id: str) -> Found | None:
    """Give the row that puts a household into its grid, with the grid's name."""
    return store.row(
        "SELECT g.id, g.grid_id, u.name AS grid FROM grid_households AS g JOIN units AS u ON u.id = g.grid_id"
        " WHERE g.household_id = ? AND g.deleted = 0",
        (household_id,),
    )


def belongings(store: "Store", grid_id: str) -> list[str]:
    """Give the ids of the rows that put households into a grid."""
    rows = store.rows("SELECT id FROM grid_households WHERE grid_id = ? AND deleted = 0 ORDER BY n", (grid_id,))
    return [row["id"] for row in rows]


def household(store: "Store", household_id: str) -> Found | None:
    """Give number, head and villager group of one household that is not removed."""
    return store.row(
        "SELECT id, number, head_name, villager_group FROM households WHERE id = ? AND deleted = 0", (household_id,)
    )
