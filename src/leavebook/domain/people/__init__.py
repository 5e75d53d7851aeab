"""Who people are, who answers for whom, and who may do what."""
