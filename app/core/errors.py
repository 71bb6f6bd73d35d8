"""The refusals of the house, re-exported so that no room above ``db`` needs to look into it for them."""

from db.errors import DiskTrouble, FileDamaged, NewerFile, OfficeLocked, Refused, RowConflict, Stopped, WrongKey

__all__ = ["DiskTrouble", "FileDamaged", "NewerFile", "OfficeLocked", "Refused", "RowConflict", "Stopped", "WrongKey"]
