#pragma once
// Fits a picture into the input of a classifier, as torchvision does on Pillow pictures.

#include "vision/image.h"

namespace ponte::vision {

/// A square input: the shorter edge is resized to it and the middle is cut out. Another input: resized to it as it is.
/// Gives width x height pixels, bit for bit Pillow's: antialiased bilinear in 8-bit steps.
Image fit_for_classifier(const Image& image, int width, int height);

/// The same over 255: 3 planes R, G, B of height x width floats.
void classifier_tensor(const Image& image, int width, int height, float* chw);

}  // namespace ponte::vision
