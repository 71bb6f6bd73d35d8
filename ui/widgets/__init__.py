"""The parts that pages are made of; each module is imported by name, so that a window loads only what it shows."""
