"""From a budget to protected families: the plan that protects most, lawfully, with its proof. Arrays in, arrays out."""
