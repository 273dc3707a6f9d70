"""What an agency answers to a cascade, on a link that needs no account."""
