"""What a trainer takes into the room: a plan's pack, its editions, and what has changed since."""
