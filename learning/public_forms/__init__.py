"""What forms that anybody may send have in common."""
