"""The line in order: for one report, for a stream of them, for a store."""
