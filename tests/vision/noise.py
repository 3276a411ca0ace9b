"""A picture and a hash by formulas that are in noise.h too, so that stored hashes need no stored pictures."""

import numpy as np


def mix(i):
    """Well mixed 64-bit numbers for the indices `i` (the finalizer of splitmix64)."""
    i = (i + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    i = (i ^ (i >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    i = (i ^ (i >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return i ^ (i >> np.uint64(31))


def picture(width, height):
    noise = mix(np.arange(width * height * 3, dtype=np.uint64))
    return (noise & np.uint64(255)).astype(np.uint8).reshape(height, width, 3)


def picture_hash(image):
    flat = image.reshape(-1).astype(np.uint64)
    return int(np.sum((flat + np.uint64(1)) * mix(np.arange(flat.size, dtype=np.uint64)), dtype=np.uint64))
