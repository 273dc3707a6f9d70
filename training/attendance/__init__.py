"""Who came: the grid, what is pasted into it, the count in the room, and returns that are awaited."""
