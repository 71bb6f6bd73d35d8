"""Opening the office: the first window that is seen, and the one that covers a locked screen."""
