"""What the tests and the Makefile share; nothing here is part of the product."""
