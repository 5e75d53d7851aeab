"""One module for each case file; `ADAPTERS` names the kinds it translates."""
