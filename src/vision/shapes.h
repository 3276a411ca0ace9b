#pragma once
// Lines, discs and masks on pictures. What lies outside the picture is not drawn, however far.

#include "ponte/objects.h"
#include "vision/text.h"

namespace ponte::vision {

struct Point {
  float x = 0, y = 0;
};

struct Stroke {
  float width = 2;  ///< in pixels
  Colour colour;
  int opacity = 255;
  float dash = 0;  ///< length of dashes and of the gaps between them; 0: none
};

/// A line with round ends and smooth edges.
void draw_line(Image& image, Point from, Point to, const Stroke& stroke);

void draw_disc(Image& image, Point centre, float radius, Colour colour);

/// Lays a colour over the pixels of a mask that lies on the picture.
void lay_mask(Image& image, const Mask& mask, Colour colour, int opacity);

}  // namespace ponte::vision
