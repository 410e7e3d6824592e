"""One report in its formats: what cells emitted, as a `Document`, and a writer for each format."""
