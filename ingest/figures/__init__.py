"""Numbers, units and dates in Chinese text, and facts with their spans."""
