"""What hangs on the station's wall about the station itself: its network, its duty roster, its grids."""
