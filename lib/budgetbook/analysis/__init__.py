"""What the figures say: pure functions from `Accounts` to tidy frames and findings. Nothing draws."""
