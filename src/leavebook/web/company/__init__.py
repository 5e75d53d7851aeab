"""The company itself: its facts, what it lets people do, and who decides on leave."""
