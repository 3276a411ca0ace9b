// COCO's run lengths: zeros first, then alternating, column by column. The text has 5 bits a character from '0' on, a
// sixth bit that says more follow, and from the fourth count on the difference to the count two before
// (cocoapi, common/maskApi.c, rleEncode and rleToString).

#include "ponte/objects.h"
#include "uses/vision.h"

namespace ponte::vision {

namespace {

std::vector<int64_t> run_lengths(const Mask& mask, int64_t picture_width, int64_t picture_height) {
  std::vector<int64_t> counts;
  int64_t begin = 0, total = picture_width * picture_height;
  bool value = false;
  auto turn_at = [&](int64_t position) {
    counts.push_back(position - begin);
    begin = position;
    value = !value;
  };
  bool fills_columns = mask.top == 0 && mask.height == picture_height;  // then runs go on into the next column
  for (int x = 0; x < mask.width; ++x) {
    int64_t column = (int64_t{mask.left} + x) * picture_height + mask.top;
    for (int y = 0; y < mask.height; ++y)
      if (mask.at(x, y) != value) turn_at(column + y);
    if (value && !fills_columns) turn_at(column + mask.height);
  }
  int64_t end = (int64_t{mask.left} + mask.width) * picture_height;
  if (value && end < total) turn_at(end);
  if (begin < total) counts.push_back(total - begin);
  return counts;
}

void append_number(std::string& text, int64_t number) {
  bool more = true;
  while (more) {
    int64_t bits = number & 0x1f;
    number >>= 5;
    more = (bits & 0x10) != 0 ? number != -1 : number != 0;
    text += static_cast<char>('0' + (more ? bits | 0x20 : bits));
  }
}

}  // namespace

}  // namespace ponte::vision

namespace ponte {

using namespace vision;

std::string coco_counts(const Mask& mask, int picture_width, int picture_height) {
  std::vector<int64_t> counts = run_lengths(mask, picture_width, picture_height);
  std::string text;
  for (size_t i = 0; i < counts.size(); ++i) append_number(text, i > 2 ? counts[i] - counts[i - 2] : counts[i]);
  return text;
}

}  // namespace ponte
