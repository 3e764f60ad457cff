"""Employers: what they declared, whom they registered, what they owe and paid, and what the law says of it."""
