"""Puts the demonstration's content into the database. Running it again changes what changed and adds nothing twice."""

from .everything import is_loaded, load_all, load_one
from .removal import remove_fictional

__all__ = ["is_loaded", "load_all", "load_one", "remove_fictional"]
