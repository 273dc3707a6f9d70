"""What people say of a session, before, after and later."""
