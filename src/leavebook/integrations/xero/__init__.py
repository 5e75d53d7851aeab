"""Xero: leave applications in payroll."""
