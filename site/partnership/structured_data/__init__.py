"""What pages say of themselves to search engines and harvesters: schema.org data, OpenGraph, robots, the list of pages."""
