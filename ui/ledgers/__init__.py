"""The place 台账: the ledgers by group, a ledger's list, its form and entries, and what it asks for in words."""
