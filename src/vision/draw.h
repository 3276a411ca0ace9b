#pragma once
// Labelled boxes on pictures.

#include <span>
#include <string>

#include "vision/box.h"
#include "vision/shapes.h"

namespace ponte::vision {

/// One of 20 colours that are easy to tell apart; class 20 has that of class 0 again.
Colour class_colour(int class_index);

/// A box as it is drawn, in pixels of the picture.
struct BoxMark {
  Box box;
  std::string label;  ///< UTF-8; empty: no label
  Colour colour;
  std::vector<Point> corners;  ///< of a box that is turned, drawn in place of `box`; empty: none
  bool dashed = false;
};

struct DrawOptions {
  int line_width = 0;  ///< in pixels; 0: by the size of the picture
};

/// Draws boxes, then their labels: above the box when there is room, else inside. The first mark comes out on top.
Result<> draw_boxes(Image& image, std::span<const BoxMark> marks, const DrawOptions& options = {});

/// The width of lines that suits the size of a picture.
int usual_line_width(const Image& image);

struct TextLine {
  std::string text;
  Colour background;
};

/// Lines of text under each other in the upper left corner, each on its own background.
Result<> draw_lines(Image& image, std::span<const TextLine> lines);

}  // namespace ponte::vision
