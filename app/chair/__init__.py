"""The chair of the station: handing it over, its recovery code, and what the township may do for it."""
