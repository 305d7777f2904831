"""What lies beside what: neighbours, clustering, hot spots, reach."""
