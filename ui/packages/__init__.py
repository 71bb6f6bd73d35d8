"""报送: a station writes its package for the township; a township enrols stations, reads their packages, adds up."""
