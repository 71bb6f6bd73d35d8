"""Who is at the desk: names, rights, and the slots that open the file key."""
