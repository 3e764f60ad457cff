"""The demonstration: real published figures beside an invented registry that reproduces them."""
