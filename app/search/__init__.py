"""The one search box: any part of a name, pinyin, initials, digits, case numbers and items, while typing."""
