"""What the API tells of each kind of thing: each field is named here, so that none comes out by itself."""
