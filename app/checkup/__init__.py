"""Looking whether the office's file is sound, rebuilding what can be computed, salvaging what can be read."""
