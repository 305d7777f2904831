"""The statements on a proposal as files for those who decide: a text document, a workbook, a page to print."""
