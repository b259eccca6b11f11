"""Benches: what the product promises in numbers, measured beside its peers. `./run bench NAME [--small] [--json]`."""
