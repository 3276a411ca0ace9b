#include "report/chart.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/result.h"

namespace ponte::report {

namespace {

constexpr double kWidth = 360, kHeight = 300, kLeft = 46, kRight = 12, kTop = 12, kBottom = 42;

/// From a range of numbers to pixels of the chart.
struct Axis {
  double low, high, begin, end;
  double operator()(double value) const { return begin + (value - low) / (high - low) * (end - begin); }
};

std::string open_svg(std::string_view label) {
  return fmt::format("<svg class=\"chart\" viewBox=\"0 0 {:g} {:g}\" role=\"img\" aria-label=\"{}\">", kWidth, kHeight,
                     label);
}

std::string text_at(double x, double y, std::string_view anchor, std::string_view text) {
  return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{}</text>", x, y, anchor, text);
}

std::string line(std::string_view kind, double x1, double y1, double x2, double y2) {
  return fmt::format("<path class=\"{}\" d=\"M{:.1f} {:.1f}L{:.1f} {:.1f}\"/>", kind, x1, y1, x2, y2);
}

std::string axis_names(std::string_view x, std::string_view y) {
  double middle = (kTop + kHeight - kBottom) / 2;
  return text_at((kLeft + kWidth - kRight) / 2, kHeight - 8, "middle", x) +
         fmt::format(
             "<text transform=\"rotate(-90 12 {0:.1f})\" x=\"12\" y=\"{0:.1f}\" text-anchor=\"middle\">{1}</text>",
             middle, y);
}

/// Dots of one kind as one path: each is a line of no length with round ends.
std::string dots(std::string_view kind, std::span<const ScorePair> scores, const Axis& x, const Axis& y,
                 bool (*wanted)(const ScorePair&)) {
  std::string path;
  for (const ScorePair& each : scores)
    if (wanted(each))
      path += fmt::format("M{:.1f} {:.1f}h0", x(static_cast<double>(each.a)), y(static_cast<double>(each.b)));
  return path.empty() ? "" : fmt::format("<path class=\"dots {}\" d=\"{}\"/>", kind, path);
}

/// A step of 1, 2 or 5 times a power of ten.
double round_step(double least) {
  double power = std::pow(10.0, std::floor(std::log10(least)));
  for (double step : {1.0, 2.0, 5.0})
    if (step * power >= least * (1 - 1e-9)) return step * power;
  return 10 * power;
}

}  // namespace

std::string score_scatter(std::span<const ScorePair> scores) {
  Axis x{0, 1, kLeft, kWidth - kRight}, y{0, 1, kHeight - kBottom, kTop};
  std::string svg = open_svg("Confidence of every object in A and in B");
  for (int i = 0; i <= 5; ++i) {
    double value = i / 5.0;
    svg += line("grid", x(value), y(0), x(value), y(1)) + line("grid", x(0), y(value), x(1), y(value));
    svg += text_at(x(value), y(0) + 15, "middle", fmt::format("{:.1f}", value));
    if (i > 0) svg += text_at(x(0) - 6, y(value) + 4, "end", fmt::format("{:.1f}", value));
  }
  svg += line("equal", x(0), y(0), x(1), y(1));
  svg += dots("both", scores, x, y, [](const ScorePair& s) { return s.a > 0 && s.b > 0; });
  svg += dots("lost", scores, x, y, [](const ScorePair& s) { return s.b == 0; });
  svg += dots("new", scores, x, y, [](const ScorePair& s) { return s.a == 0; });
  return svg + axis_names("confidence in A", "confidence in B") + "</svg>";
}

std::string change_histogram(std::span<const ScorePair> scores) {
  constexpr int kBars = 21;  // odd: the middle one is "no change"
  double widest = 0;
  for (const ScorePair& each : scores)
    if (each.a > 0 && each.b > 0) widest = std::max(widest, std::abs(static_cast<double>(each.b - each.a)));
  double step = round_step(std::max(widest, 1e-6) * 2 / kBars), half = step * kBars / 2;
  std::array<int, kBars> counts{};
  for (const ScorePair& each : scores) {
    if (each.a == 0 || each.b == 0) continue;
    double place = (static_cast<double>(each.b - each.a) + half) / step;
    ++counts[static_cast<size_t>(std::clamp(static_cast<int>(std::floor(place)), 0, kBars - 1))];
  }
  int most = std::max(1, std::ranges::max(counts));
  Axis x{-half, half, kLeft, kWidth - kRight}, y{0, static_cast<double>(most), kHeight - kBottom, kTop};
  std::string svg = open_svg("How much the confidence of matched objects changes from A to B");
  svg += line("grid", x(-half), y(0), x(half), y(0)) + line("equal", x(0), y(0), x(0), y(most));
  for (int i = 0; i < kBars; ++i) {
    int count = counts[static_cast<size_t>(i)];
    double left = x(-half + i * step), right = x(-half + (i + 1) * step);
    if (count > 0)
      svg += fmt::format(
          "<rect class=\"bar\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"><title>{:+.2g} to "
          "{:+.2g}: {}</title></rect>",
          left + 1, y(count), right - left - 2, y(0) - y(count), -half + i * step, -half + (i + 1) * step, count);
  }
  for (int i : {-10, -5, 0, 5, 10})
    svg += text_at(x(i * step), y(0) + 15, "middle", i == 0 ? "0" : fmt::format("{:+.2g}", i * step));
  svg += text_at(kLeft - 6, y(most) + 9, "end", std::to_string(most)) + text_at(kLeft - 6, y(0) + 4, "end", "0");
  return svg + axis_names("confidence in B minus in A", "objects") + "</svg>";
}

}  // namespace ponte::report
