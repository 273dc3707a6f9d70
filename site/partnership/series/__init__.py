"""What readers do with a series' resources: reflect on their own setting."""
