"""Long simulations, run by `make verify`."""
