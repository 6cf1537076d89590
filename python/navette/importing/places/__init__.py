"""Places as lists have them: degrees, metres of a national grid, texts with both, names of stops."""
