"""The place 组织: the network of units as a tree, one unit, its posts, grids, the roster, wall sheets."""
