"""A clock that jumps, and all that must go by it: threads, sockets, the order of sets."""
