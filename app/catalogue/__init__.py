"""The catalogue of service items: what ships, what the office changed, and what a village must not issue."""
