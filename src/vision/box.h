#pragma once
// An axis-aligned box.

#include "uses/vision.h"

namespace ponte::vision {

/// Corners in pixels; x1 <= x2 and y1 <= y2 in a box that holds something.
struct Box {
  float x1 = 0, y1 = 0, x2 = 0, y2 = 0;
};

}  // namespace ponte::vision
