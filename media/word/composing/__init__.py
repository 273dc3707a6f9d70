"""Word documents made here, on styles of our own. What cleans other people's documents is one floor up."""
