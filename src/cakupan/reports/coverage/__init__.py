"""How far a region is: headline, trend, parts, regions, quality of the data, and the definition of every number."""
