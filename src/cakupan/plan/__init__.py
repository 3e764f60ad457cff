"""From need and funds to a plan: arrays in, arrays out."""
