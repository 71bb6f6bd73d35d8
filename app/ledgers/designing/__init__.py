"""A ledger made by the office: its design, what is wrong with it, its drafts, how it is tried and written."""
