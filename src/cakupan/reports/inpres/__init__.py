"""The evidence pack for Inpres 2/2021 and the Paritrana Award: duty by duty, with the evidence and what is missing."""
