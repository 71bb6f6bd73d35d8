"""Registers of ledgers on paper: the pages of one ledger, and bound volumes of a year."""
