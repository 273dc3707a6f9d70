"""The accessibility statement: what a partnership says of itself, what can be counted, and what follows from both."""
