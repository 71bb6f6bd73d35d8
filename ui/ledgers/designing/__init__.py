"""A ledger made by the office: designed line by line beside its form, list and register, tried out, published."""
