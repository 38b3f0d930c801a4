"""Personal data: found in what customers write, masked where it is not needed, kept no longer than needed, erased and
handed over on request."""
