#include "report/page.h"

#include <gtest/gtest.h>

#include "base/base64.h"
#include "report/chart.h"
#include "report/html.h"

namespace ponte::report::page_test {

namespace {

TEST(Base64, IsThatOfTheRfc) {
  // RFC 4648, section 10.
  for (auto [text, coded] : {std::pair{"", ""},
                             {"f", "Zg=="},
                             {"fo", "Zm8="},
                             {"foo", "Zm9v"},
                             {"foob", "Zm9vYg=="},
                             {"fooba", "Zm9vYmE="},
                             {"foobar", "Zm9vYmFy"}})
    EXPECT_EQ(base64(as_bytes(text)), coded);
}

TEST(HtmlText, IsTextEverywhere) {
  EXPECT_EQ(html_text("<script a='\"&'>"), "&lt;script a=&#39;&quot;&amp;&#39;&gt;");
  EXPECT_EQ(html_text(std::string_view("a\0b\n\x7f", 5)), "a?b??");
  EXPECT_EQ(html_text("\xff\xc0<"), "\ufffd\ufffd&lt;");
  EXPECT_EQ(html_text("gnp\u202e.exe \u2066x"), "gnp?.exe ?x");
  EXPECT_EQ(html_text("Straße 猫"), "Straße 猫");
  EXPECT_LT(html_text(std::string(100000, '&')).size(), 20000u);
}

TEST(HtmlText, OfAPathHasItsLastPart) {
  EXPECT_EQ(html_file_name("/home/someone/a<b.png"), "a&lt;b.png");
  EXPECT_EQ(html_file_name("x.onnx"), "x.onnx");
}

TEST(ContentHash, IsThatOfTheContentSecurityPolicy) {
  // printf '' | openssl dgst -sha256 -binary | base64
  EXPECT_EQ(content_hash(""), "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='");
}

Comparison hostile() {
  const std::string name = "</style><script>alert(1)</script><img src=x onerror=y>";
  Comparison c;
  c.path_a = c.path_b = c.engine_a = c.a.description = c.b.family = name;
  c.stages = {
      {.stage = "decoded", .output = name, .state = StageState::differs, .max_abs = 1, .largest = 2, .text = ""},
      {.stage = "kept", .output = "objects", .state = StageState::differs, .text = name}};
  c.first_divergence = "decoded " + name;
  c.classes = {{.class_index = 0, .name = name, .a = 2, .b = 1, .matched = 1, .mean_score_change = 0.5}};
  c.pictures = {{.path = name, .objects = {2, 1, 1}, .largest_score_change = 0.5, .distance = 1}};
  c.scores = {{0.5f, 0.4f}, {0.9f, 0}, {0, 0.3f}};
  return c;
}

size_t count(std::string_view text, std::string_view part) {
  size_t found = 0;
  for (size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

TEST(ComparePage, NamesFromFilesStayText) {
  Comparison c = hostile();
  std::vector<ShownPicture> shown{
      {.difference = c.pictures[0], .width = 4, .height = 3, .a = {std::byte{1}}, .b = {std::byte{2}}}};
  std::string page = compare_page(c, shown, {});
  EXPECT_EQ(count(page, "<script"), 1u);
  EXPECT_EQ(count(page, "</script"), 1u);
  EXPECT_EQ(count(page, "</style"), 1u);
  EXPECT_EQ(count(page, "<img"), 2u);
  EXPECT_EQ(count(page, "onerror=y&gt;"), count(page, "onerror=y"));
  EXPECT_EQ(count(page, "http:"), 0u);
  EXPECT_EQ(count(page, "https:"), 0u);
  EXPECT_EQ(page, compare_page(c, shown, {}));
}

TEST(ComparePage, PolicyAllowsWhatIsInIt) {
  std::string page = compare_page(hostile(), {}, {});
  EXPECT_NE(page.find("style-src " + content_hash(page_style())), std::string::npos);
  EXPECT_NE(page.find("script-src " + content_hash(page_script())), std::string::npos);
  EXPECT_NE(page.find("<style>" + std::string(page_style()) + "</style>"), std::string::npos);
  EXPECT_NE(page.find("<script>" + std::string(page_script()) + "</script>"), std::string::npos);
  EXPECT_NE(page.find("default-src 'none'; img-src data:"), std::string::npos);
  EXPECT_EQ(count(page, " style="), 0u);
}

TEST(ComparePage, MarksTheFirstDivergence) {
  std::string page = compare_page(hostile(), {}, {});
  EXPECT_EQ(count(page, "<tr class=\"first\"><td>decoded"), 1u);
  EXPECT_EQ(count(page, "differs first\""), 1u);
  Comparison same;
  page = compare_page(same, {}, {});
  EXPECT_NE(page.find("No stage differs by more than rounding"), std::string::npos);
  EXPECT_EQ(count(page, "class=\"first\""), 0u);
}

TEST(Charts, HoldEveryScore) {
  std::vector<ScorePair> scores{{0.5f, 0.25f}, {0.9f, 0}, {0, 0.3f}, {0.7f, 0.7f}};
  std::string scatter = score_scatter(scores);
  EXPECT_EQ(count(scatter, "h0"), 4u);
  EXPECT_EQ(count(scatter, "dots lost"), 1u);
  EXPECT_EQ(count(scatter, "dots new"), 1u);
  EXPECT_EQ(count(change_histogram(scores), "<rect"), 2u);
  EXPECT_EQ(count(change_histogram({}), "<rect"), 0u);
  EXPECT_EQ(count(change_histogram(std::vector<ScorePair>{{0.5f, 0.5f}}), "<rect"), 1u);
}

}  // namespace

}  // namespace ponte::report::page_test
