"""What a sheet says, whatever file it becomes: read by the makers of PDF, slides, Word and plain text. No Django."""
