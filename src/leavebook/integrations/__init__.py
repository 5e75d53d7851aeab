"""Systems outside that hear of approved leave, one package each."""
