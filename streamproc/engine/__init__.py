"""The engine: raw bytes in, encoded records out, on as many processes as there are cores."""
