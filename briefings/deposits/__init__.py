"""A finished review for the NSPCC's national case review repository: its file, what is known of it, a drafted mail."""
