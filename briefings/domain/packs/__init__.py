"""Learning packs: what is in one, its editions, and what people are told about them."""
