"""Slack: messages in the company's channel."""
