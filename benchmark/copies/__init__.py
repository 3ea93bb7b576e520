"""A set of copies made from real texts by documented edits, and its scorer."""
