"""Tours: the work of real days, driven in headless Chromium against a fresh demo."""
