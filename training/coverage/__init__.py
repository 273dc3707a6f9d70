"""Who has had what: the matrix, its cells, its gaps and what is planned to close them."""
