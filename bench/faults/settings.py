"""The product's settings, with fault points in every process (bench/faults/points.py). Only `./run faults` uses them."""

from project.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "bench.faults.apps.Faults"]  # noqa: F405
