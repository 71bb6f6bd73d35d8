"""Party dues (DOMAIN B6): the rate tables, what each member owes, and the book of what was paid."""
