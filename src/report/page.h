#pragma once
// The page of `ponte compare --report`: one HTML file that needs nothing else.

#include "base/bytes.h"
#include "ponte/compare.h"
#include "uses/report.h"

namespace ponte::report {

/// A picture of the page: what both models found, drawn, as JPEG files of one size.
struct ShownPicture {
  PictureDifference difference;
  int width = 0, height = 0;
  std::vector<std::byte> a, b;
};

/// The longest side of shown pictures.
inline constexpr int kShownSide = 1280;

/// The same comparison always gives the same bytes.
std::string compare_page(const Comparison& comparison, std::span<const ShownPicture> shown,
                         const PredictOptions& options);

/// What lies in page.css and page.js.
std::string_view page_style();
std::string_view page_script();

}  // namespace ponte::report
