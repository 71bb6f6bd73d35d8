"""Pure ground under every room: clock, calendar, identity numbers, pinyin, masking, settings, resources."""
