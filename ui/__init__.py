"""What the clerk sees: windows, pages and widgets; no SQL, no files, no rule of the station's work."""
