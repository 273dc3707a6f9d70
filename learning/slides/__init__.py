"""The slide library: find slides across decks, tie them to learning points, choose some for a deck of one's own."""
