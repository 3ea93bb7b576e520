"""Places of the world: one compiled file, and the rules by which names are compared."""
