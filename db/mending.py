"""Setting right what is kept beside the rows and can be computed from them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.check import BehindNumber
    from db.writing import Writing


def raise_counter(write: "Writing", behind: "BehindNumber") -> None:
    """Let a series of numbers go on after the highest one in use."""
    write.local(
        "INSERT INTO number_series (series, year, letter, last) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (series, year, letter) DO UPDATE SET last = max(last, excluded.last)",
        (behind.series, behind.year, behind.letter, behind.used),
    )


def forget_actions(write: "Writing") -> None:
    """Drop the list of actions; it is gathered anew from the journal when it is asked for next."""
    write.local("DELETE FROM actions")
