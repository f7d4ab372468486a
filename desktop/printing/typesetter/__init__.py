"""Thai on paper: words shaped by HarfBuzz, drawn through ReportLab, found again by search."""
