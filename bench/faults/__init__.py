"""Work under faults (launch/faults.py): somebody who works on, and what is counted afterwards."""
