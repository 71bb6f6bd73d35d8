"""The section 体检: what was checked, what was found, what can be rebuilt, and the way to salvage."""
