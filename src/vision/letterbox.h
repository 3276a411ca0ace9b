#pragma once
// Fits a picture into a model's input as Ultralytics does. The way back is in inverse_letterbox.h.

#include "vision/image.h"

namespace ponte::vision {

/// Where a picture lies inside the model's input. Made once, before; the way back uses the same numbers.
struct Letterbox {
  double ratio = 1;                           ///< resized size over picture size, before rounding
  int image_width = 0, image_height = 0;      ///< of the picture
  int resized_width = 0, resized_height = 0;  ///< of the picture inside the input
  int left = 0, top = 0;                      ///< its place there; what remains is at the right and bottom
  int width = 0, height = 0;                  ///< of the input
};

struct LetterboxOptions {
  int width = 640, height = 640;
  /// 0 pads to the whole width and height. Otherwise pads only to the next multiple of it ("rect", "auto"):
  /// what Ultralytics does with a checkpoint, for models of any input size.
  int rect_stride = 0;
  bool scale_up = true;
};

/// Sizes must be positive. Rounds half to even, as Python does.
Letterbox plan_letterbox(int image_width, int image_height, const LetterboxOptions& options);

/// Resizes, pads with grey 114, divides by 255: writes 3 planes R, G, B of height x width floats.
/// The same bits as OpenCV's resize and NumPy's division give.
void letterbox_to_tensor(const Image& image, const Letterbox& plan, float* chw, int threads = 1);

/// The same picture before the division.
Image letterbox_to_image(const Image& image, const Letterbox& plan, int threads = 1);

/// Bit for bit OpenCV's `resize` with INTER_LINEAR on 8 bits, from and to any size.
Image resize_linear(const Image& image, int width, int height, int threads = 1);

}  // namespace ponte::vision
