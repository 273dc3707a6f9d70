"""Courses on offer, events planned from them, the calendar, and what is endorsed."""
