"""公示: what hangs on the board - making, the privacy gate, printing, posting, objections, taking down."""
