#pragma once
// Pillow's resize with its BILINEAR filter: a triangle as wide as the pixels of the result are in the source.

#include "vision/image.h"

namespace ponte::vision {

/// A part of a resized picture.
struct Window {
  int left, top, width, height;
};

/// The part `window` of `image` resized to width x height. Sizes must be positive, the window inside.
Image resample(const Image& image, int width, int height, const Window& window);

}  // namespace ponte::vision
