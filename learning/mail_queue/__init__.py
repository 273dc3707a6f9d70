"""Mail that waits its turn: put in here, sent by the worker, looked at where it did not arrive."""
