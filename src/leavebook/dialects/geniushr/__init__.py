"""The GeniusHRM leave API: leave types, requests, decisions and balances, for people's tokens."""
