"""Excel in and out: files from outside are read in a limited child, checked cell by cell, and written back safely."""
