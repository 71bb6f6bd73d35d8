"""What hangs on the board: made, checked by the privacy gate, posted, objected to, taken down."""
