"""What the benches share: reports, environments of peers, workers, the count of statements."""
