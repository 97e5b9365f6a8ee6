"""What asyncio, coroutines and output tell when something happens."""
