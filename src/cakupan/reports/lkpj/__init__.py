"""The indicators of the accountability report of the head of a region (LKPJ): target, realisation, attainment, text."""
