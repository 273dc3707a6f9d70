"""The session builder: what is proposed, the running order, what a level requires."""
