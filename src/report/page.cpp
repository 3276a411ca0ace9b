#include "report/page.h"

#include <algorithm>
#include <cmath>

#include "report/chart.h"
#include "report/html.h"

namespace ponte::report {

namespace {

constexpr size_t kMostRows = 1000;  // of the tables of classes and pictures

std::string model_line(std::string_view tag, const std::string& path, const Card& card, const std::string& engine,
                       const std::string& weights) {
  std::string size = card.image_width > 0 ? fmt::format("{} x {}", card.image_width, card.image_height) : "any size";
  std::string what = card.description.empty() ? card.family : card.description;
  return fmt::format("<li><span class=\"tag {}\">{}</span> <code>{}</code> · {} · {}{}weights in {} · {}</li>\n",
                     tag == "A" ? "a" : "b", tag, html_file_name(path), task_name(card.task), html_text(what),
                     what.empty() ? "" : " · ", weights, html_text(engine + ", " + size));
}

std::string head(const Comparison& c) {
  std::string policy = fmt::format(
      "default-src 'none'; img-src data:; style-src {}; script-src {}; base-uri 'none'; "
      "form-action 'none'",
      content_hash(page_style()), content_hash(page_script()));
  std::string a = html_file_name(c.path_a), b = html_file_name(c.path_b);
  return fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{} against {}</title>\n"
      "<link rel=\"icon\" href=\"data:,\">\n<style>{}</style>\n</head>\n<body>\n<header>\n"
      "<p class=\"brand\">ponte compare</p>\n<h1><span class=\"tag a\">A</span> {} <span "
      "class=\"against\">against</span> "
      "<span class=\"tag b\">B</span> {}</h1>\n<ul class=\"models\">\n{}{}</ul>\n</header>\n<main>\n",
      policy, a, b, page_style(), a, b, model_line("A", c.path_a, c.a, c.engine_a, c.weights_a),
      model_line("B", c.path_b, c.b, c.engine_b, c.weights_b));
}

std::string verdict(const Comparison& c) {
  if (c.first_divergence.empty())
    return "<section class=\"verdict good\"><h2>No stage differs by more than rounding</h2></section>\n";
  std::string html =
      fmt::format("<section class=\"verdict\"><h2>First divergence: {}</h2>\n<ul>\n", html_text(c.first_divergence));
  for (const LikelyReason& each : c.reasons)
    html += fmt::format("<li>Likely: {}. <span class=\"do\">What to do: {}.</span></li>\n", html_text(each.reason),
                        html_text(each.advice));
  if (c.reasons.empty()) html += "<li>None of the known reasons fits the numbers.</li>\n";
  return html + "</ul></section>\n";
}

/// Links to the parts that there are: many pictures make the page long.
std::string contents(const Comparison& c, std::span<const ShownPicture> shown) {
  std::string html = "<nav aria-label=\"Parts of this page\"><a href=\"#stages\">Stages</a>";
  if (!shown.empty()) html += "<a href=\"#pictures\">Pictures</a>";
  if (!c.scores.empty()) html += "<a href=\"#scores\">Scores</a>";
  if (!c.classes.empty()) html += "<a href=\"#classes\">Classes</a>";
  return html + "<a href=\"#all\">All pictures</a></nav>\n";
}

std::string tile(std::string_view kind, const std::string& number, std::string_view what) {
  return fmt::format("<div class=\"tile\"><b class=\"{}\">{}</b><span>{}</span></div>\n", kind, number, what);
}

std::string tiles(const Comparison& c) {
  const CommonCount& n = c.objects;
  bool classifies = c.a.task == Task::classify;
  std::string html = "<section class=\"tiles\" aria-label=\"Counts\">\n";
  html += tile("in-a", std::to_string(n.a), classifies ? "pictures" : "objects in A");
  if (!classifies) html += tile("in-b", std::to_string(n.b), "objects in B");
  html += tile("", std::to_string(n.common), classifies ? "same best class" : "in both");
  html += tile(n.a > n.common ? "lost" : "", std::to_string(n.a - n.common),
               classifies ? "another best class" : "lost in B");
  if (!classifies) html += tile(n.b > n.common ? "new" : "", std::to_string(n.b - n.common), "new in B");
  return html + tile("", fmt::format("{:.2g}", c.largest_score_change), "largest score change") + "</section>\n";
}

bool is_measured(const StageDifference& row) {
  return row.largest > 0 && row.state != StageState::hidden && row.state != StageState::incomparable;
}

std::string stage_row(const StageDifference& row, bool first) {
  std::string state = stage_state_name(row.state);
  std::string html =
      fmt::format("<tr{}><td>{}</td><td class=\"name\">{}</td><td class=\"state-{}\">{}</td>",
                  first ? " class=\"first\"" : "", html_text(row.stage), html_text(row.output), state, state);
  if (row.text.empty() && is_measured(row))
    html += fmt::format(
        "<td class=\"n\">{:.3g}</td><td class=\"n\">{:.3g}</td><td class=\"n\">{:.4g}</td><td class=\"n\">{:.9f}</td>",
        row.max_abs, row.mean_abs, row.largest, row.cosine);
  else
    html += fmt::format("<td colspan=\"4\">{}</td>", row.text.empty() ? "all zeros" : html_text(row.text));
  return html + "</tr>\n";
}

/// One chip per stage, in the state of its worst row.
std::string flow(const Comparison& c) {
  std::vector<std::pair<std::string, StageState>> stages;
  std::string first;
  for (const StageDifference& row : c.stages) {
    if (stages.empty() || stages.back().first != row.stage) stages.emplace_back(row.stage, row.state);
    stages.back().second = std::max(stages.back().second, row.state);
    if (first.empty() && c.first_divergence == row.stage + " " + row.output) first = row.stage;
  }
  std::string html = "<ol class=\"flow\">\n";
  for (const auto& [stage, state] : stages)
    html += fmt::format("<li class=\"{}{}\" title=\"{}\">{}</li>\n", stage_state_name(state),
                        stage == first ? " first" : "", stage_state_name(state), html_text(stage));
  return html + "</ol>\n";
}

std::string open_table(std::string_view label, std::string_view columns) {
  return fmt::format(
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
      "aria-label=\"{}\"><table>\n<thead><tr>{}</tr></thead>\n<tbody>\n",
      label, columns);
}
constexpr std::string_view kCloseTable = "</tbody></table></div>\n";

std::string stages(const Comparison& c) {
  std::string html = "<section id=\"stages\"><h2>Stage by stage</h2>\n" + flow(c);
  html += open_table("Stages",
                     "<th scope=\"col\">stage</th><th scope=\"col\">output</th><th scope=\"col\">state</th>"
                     "<th scope=\"col\" class=\"n\">max |d|</th><th scope=\"col\" class=\"n\">mean |d|</th>"
                     "<th scope=\"col\" class=\"n\">largest</th><th scope=\"col\" class=\"n\">cosine</th>");
  bool marked = false;
  for (const StageDifference& row : c.stages) {
    bool first = !marked && c.first_divergence == row.stage + " " + row.output;
    marked |= first;
    html += stage_row(row, first);
  }
  return html + std::string(kCloseTable) + "</section>\n";
}

std::string charts(const Comparison& c) {
  if (c.scores.empty()) return "";
  std::string html = fmt::format(
      "<section id=\"scores\" class=\"charts\">\n<div><h2>Scores</h2><p class=\"key\">Each dot is an object. On the "
      "axes: "
      "<span class=\"lost\">lost in B</span>, <span class=\"new\">new in B</span>.</p>{}</div>\n",
      score_scatter(c.scores));
  bool any_matched = std::ranges::any_of(c.scores, [](const ScorePair& pair) { return pair.a > 0 && pair.b > 0; });
  if (any_matched)
    html += fmt::format("<div><h2>Score changes</h2><p class=\"key\">Of objects that both have.</p>{}</div>\n",
                        change_histogram(c.scores));
  return html + "</section>\n";
}

std::string more_rows(size_t all) {
  return all <= kMostRows ? "" : fmt::format("<p class=\"key\">{} more are not shown.</p>\n", all - kMostRows);
}

std::string count_cell(std::string_view kind, int64_t count) {
  return fmt::format("<td class=\"n {}\">{}</td>", count > 0 ? kind : "", count);
}

std::string classes(const Comparison& c) {
  if (c.classes.empty()) return "";
  std::string html = "<section id=\"classes\"><h2>Classes</h2>\n";
  html +=
      open_table("Classes",
                 "<th scope=\"col\">class</th><th scope=\"col\" class=\"n\">A</th><th scope=\"col\" class=\"n\">B</th>"
                 "<th scope=\"col\" class=\"n\">in both</th><th scope=\"col\" class=\"n\">lost</th>"
                 "<th scope=\"col\" class=\"n\">new</th><th scope=\"col\" class=\"n\">mean score change</th>"
                 "<th scope=\"col\" class=\"bar-cell\">agreement</th>");
  for (size_t i = 0; i < std::min(c.classes.size(), kMostRows); ++i) {
    const ClassDifference& each = c.classes[i];
    int64_t all = std::max<int64_t>(1, each.a + each.b - each.matched);
    html += fmt::format(
        "<tr><td class=\"name\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td>",
        html_text(each.name), each.a, each.b, each.matched);
    html += count_cell("lost", each.a - each.matched) + count_cell("new", each.b - each.matched);
    html += fmt::format(
        "<td class=\"n\">{}</td><td class=\"bar-cell\"><meter value=\"{:.3f}\" "
        "aria-label=\"agreement\"></meter></td></tr>\n",
        each.matched > 0 ? fmt::format("{:+.4f}", each.mean_score_change) : "–",
        static_cast<double>(each.matched) / static_cast<double>(all));
  }
  return html + std::string(kCloseTable) + more_rows(c.classes.size()) + "</section>\n";
}

/// What the two found in a picture, in words.
std::string found_in(const PictureDifference& picture) {
  const CommonCount& n = picture.objects;
  if (!picture.best_a.empty())
    return fmt::format("<span class=\"{}\">{} in A, {} in B</span>", n.common == 1 ? "" : "lost",
                       html_text(picture.best_a), html_text(picture.best_b));
  std::string html = fmt::format("<span>{} in A, {} in B</span>", n.a, n.b);
  if (n.a > n.common) html += fmt::format("<span class=\"lost\">{} lost</span>", n.a - n.common);
  if (n.b > n.common) html += fmt::format("<span class=\"new\">{} new</span>", n.b - n.common);
  return html;
}

std::string figure(const ShownPicture& picture) {
  const CommonCount& n = picture.difference.objects;
  std::string name = html_file_name(picture.difference.path);
  auto image = [&](std::string_view kind, std::string_view tag, const std::vector<std::byte>& file, int64_t count) {
    return fmt::format("<img class=\"{}\" width=\"{}\" height=\"{}\" alt=\"{}: {} found by {}\" src=\"{}\">", kind,
                       picture.width, picture.height, name, count, tag, data_uri("image/jpeg", file));
  };
  std::string html = "<figure><div class=\"frame\"><div class=\"stack\">" + image("b", "B", picture.b, n.b) +
                     image("a", "A", picture.a, n.a);
  html += fmt::format(
      "<span class=\"handle\"></span><span class=\"corner a tag\">A</span><span class=\"corner b tag\">B</span>"
      "<input type=\"range\" min=\"0\" max=\"100\" step=\"any\" value=\"50\" "
      "aria-label=\"{}: A left of the slider, B right of it\"></div></div>\n<figcaption><b>{}</b>",
      name, name);
  html += found_in(picture.difference);
  return html + fmt::format("<span>scores within {:.2g}</span></figcaption></figure>\n",
                            picture.difference.largest_score_change);
}

std::string pictures(const Comparison& c, std::span<const ShownPicture> shown) {
  if (shown.empty()) return "";
  std::string html =
      "<section id=\"pictures\"><div class=\"pictures-head\"><h2>Pictures, worst first</h2><p class=\"key\">";
  html += fmt::format("{} of {}, at most {} pixels wide or high. ", shown.size(), c.pictures.size(), kShownSide);
  html += "Drag over a picture, or use the arrow keys. ";
  if (c.a.task != Task::classify)
    html +=
        "Lost objects are dashed in <span class=\"lost\">red</span>, new ones in <span class=\"new\">orange</span>; "
        "labels of B have the change of the score.";
  html += "</p>\n";
  html +=
      "<div class=\"buttons\"><button data-at=\"100\">Show A</button><button data-at=\"50\">Both</button>"
      "<button data-at=\"0\">Show B</button><button data-larger aria-pressed=\"false\">Larger</button></div>\n"
      "</div><div class=\"pairs\">\n";
  for (const ShownPicture& picture : shown) html += figure(picture);
  return html + "</div></section>\n";
}

std::string all_pictures(const Comparison& c) {
  std::string html =
      fmt::format("<section id=\"all\"><details><summary>All {} pictures in numbers</summary>\n", c.pictures.size());
  html += open_table(
      "Pictures",
      "<th scope=\"col\">picture</th><th scope=\"col\" class=\"n\">A</th><th scope=\"col\" class=\"n\">B</th>"
      "<th scope=\"col\" class=\"n\">in both</th><th scope=\"col\" class=\"n\">lost</th>"
      "<th scope=\"col\" class=\"n\">new</th><th scope=\"col\" class=\"n\">largest score change</th>");
  for (size_t i = 0; i < std::min(c.pictures.size(), kMostRows); ++i) {
    const PictureDifference& each = c.pictures[i];
    const CommonCount& n = each.objects;
    html += fmt::format(
        "<tr><td class=\"name\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td>",
        html_file_name(each.path), n.a, n.b, n.common);
    html += count_cell("lost", n.a - n.common) + count_cell("new", n.b - n.common);
    html += fmt::format("<td class=\"n\">{:.4f}</td></tr>\n", each.largest_score_change);
  }
  return html + std::string(kCloseTable) + more_rows(c.pictures.size()) + "</details></section>\n";
}

std::string foot(const PredictOptions& options) {
  std::string score = options.confidence ? fmt::format("{:g}", *options.confidence) : "0.25 (or the model's own)";
  std::string overlap = options.iou ? fmt::format("{:g}", *options.iou) : "0.7 (or the model's own)";
  return fmt::format(
      "</main>\n<footer>Objects over a score of {}; suppression at an overlap of {}; rules of {}. Objects are the "
      "same when they are of one class and overlap by more than half. This page needs no network.</footer>\n"
      "<script>{}</script>\n</body>\n</html>\n",
      score, overlap, html_text(options.profile), page_script());
}

}  // namespace

std::string compare_page(const Comparison& comparison, std::span<const ShownPicture> shown,
                         const PredictOptions& options) {
  return head(comparison) + verdict(comparison) + tiles(comparison) + contents(comparison, shown) + stages(comparison) +
         pictures(comparison, shown) + charts(comparison) + classes(comparison) + all_pictures(comparison) +
         foot(options);
}

}  // namespace ponte::report
