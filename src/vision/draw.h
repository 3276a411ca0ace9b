#pragma once
// Labelled boxes on pictures.

#include <string>

#include "vision/nms.h"
#include "vision/text.h"

namespace ponte {

/// One of 20 colours that are easy to tell apart; class 20 has that of class 0 again.
Colour class_colour(int class_index);

/// A box as it is drawn, in pixels of the picture.
struct BoxMark {
  Box box;
  std::string label;  ///< UTF-8; empty: no label
  Colour colour;
};

/// Marks labelled "name 0.87" in the colours of their classes; a class without a name is "class N".
std::vector<BoxMark> mark_detections(std::span<const Detection> detections, std::span<const std::string> names);

struct DrawOptions {
  int line_width = 0;  ///< in pixels; 0: by the size of the picture
};

/// Draws boxes, then their labels: above the box when there is room, else inside. The first mark comes out on top.
Result<> draw_boxes(Image& image, std::span<const BoxMark> marks, const DrawOptions& options = {});

}  // namespace ponte
