"""What changed since a number was last published, and why: gathered once, laid out as a page or a workbook."""
