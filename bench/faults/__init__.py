"""What `./run faults` needs beside the stack: people at work over HTTP, fault points in its processes, and the count afterwards."""
