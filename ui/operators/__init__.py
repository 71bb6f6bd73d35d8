"""Who sits at the desk, their keys, and handing over the chair."""
