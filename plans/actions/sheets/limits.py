"""Sizes of one import."""

ROWS = 500  # tasks
SAMPLE = "样例"  # a row whose 编号 begins so is left out
