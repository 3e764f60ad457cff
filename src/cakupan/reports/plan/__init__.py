"""A plan on paper: the workbook with the annex of names, one page for the regent, drafts for agreements."""
