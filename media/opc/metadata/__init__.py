"""What pictures and recordings say beside what is seen and heard, and the same files without it.

Nothing is decoded: pixels and sound stay as they are, byte for byte. What may stay is listed; all else goes.
"""
