"""What the station does; runs without Qt."""
