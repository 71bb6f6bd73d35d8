"""The one place that knows SQL, SQLCipher and sqlite-utils: connect, migrate, read, write, search and journal."""
