"""代办 and other requests of villagers: from the counter to the archive (DOMAIN part F)."""
