"""The page to look at: a live view of what the worker reads and finds. Static assets, no build step, no outside host."""
