"""The command line, `policyqa`."""
