"""What happened: every record's past, the searched journal, undo, the bin, proof that nothing was changed."""
