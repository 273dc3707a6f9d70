"""Word documents. No Django here."""
