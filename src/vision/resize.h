#pragma once
// OpenCV's 8-bit linear resizing, row by row.

#include "vision/image.h"
#include "vision/resize_kernels.h"

namespace ponte::vision {

/// Makes the rows of a resized picture. The picture must outlive it. Threads may share it; each has its own Rows.
class LinearResizer {
 public:
  LinearResizer(const Image& image, int width, int height, const ResizeKernels& kernels = best_resize_kernels());

  size_t width() const { return columns_.count(); }

  /// Gives the rows of the result to one thread, from the top down; source rows are kept while they are in use.
  class Rows {
   public:
    explicit Rows(const LinearResizer& resizer);
    /// Writes row `y` of the result, interleaved.
    void bytes(int y, uint8_t* rgb);
    /// Writes row `y` of the result over 255, channel c at out + c * plane.
    void floats(int y, float* out, size_t plane);

   private:
    void move_to(int y);
    void fetch_after(int y) const;

    const LinearResizer& resizer_;
    std::vector<int16_t> upper_, lower_;
    int upper_row_ = -1, lower_row_ = -1;
    ResizeRows current_{};
    std::vector<uint8_t> planes_;
  };

 private:
  struct RowPair {
    int upper, lower;
    int16_t upper_weight, lower_weight;
  };

  const Image& image_;
  const ResizeKernels& kernels_;
  bool copies_, halves_;  ///< the size stays, or both sides become half, exactly
  ResizeColumns columns_;
  std::vector<RowPair> rows_;
};

}  // namespace ponte::vision
