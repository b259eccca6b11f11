"""台账: filters, columns, cells; the same for the page, the Excel file, the printed presets and the snapshots."""
