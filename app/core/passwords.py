"""The one rule about passwords; light, because the first window knows it."""

SHORTEST_PASSWORD = 6
