"""The frame around the pages: places at the left, the search box, the help, and nothing of any subject."""
