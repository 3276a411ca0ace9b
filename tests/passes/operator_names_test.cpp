// A word in the source that is meant as an operator and is none would compile, and its rule never fire.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>

#include "passes/layout/relayout.h"
#include "passes/rules.h"

namespace ponte::passes::test::operator_names_test {

namespace {

namespace fs = std::filesystem;

std::vector<std::string> words_of(std::string_view text) {
  std::istringstream stream{std::string(text)};
  return {std::istream_iterator<std::string>(stream), {}};
}

void expect_operator(std::string_view name, const std::string& where) {
  EXPECT_TRUE(find_op(name)) << where << ": there is no operator " << name;
}

TEST(OperatorNames, ThatRulesAnchorOnAreOperators) {
  for (const Rule* rule : every_rule())
    for (const std::string& name : words_of(rule->anchors)) expect_operator(name, std::string(rule->name));
  for (const LayoutRule* rule : layout_rules())
    for (const std::string& name : words_of(rule->ops)) expect_operator(name, "a layout rule");
}

TEST(OperatorNames, ThatNodesAreComparedWithOrMadeFromAreOperators) {
  const std::regex is(R"re((?:\.|->)is\("([a-z0-9_]+)"\))re"), producer(R"re(producer_of\([^;"]*"([a-z0-9_]+)"\))re"),
      add(R"re(\b(?:b|builder|builder_|patch|patch_)\.add(?:_multi)?\("([a-z0-9_]+)")re");
  size_t seen = 0;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(PONTE_SOURCE_DIR) / "src")) {
    // The words of other formats' writers are the formats' own.
    if (entry.path().extension() != ".cpp" || entry.path().string().find("saved_model") != std::string::npos) continue;
    std::ifstream stream(entry.path());
    std::stringstream text;
    text << stream.rdbuf();
    std::string source = text.str();
    for (const std::regex* pattern : {&is, &producer, &add})
      for (std::sregex_iterator found(source.begin(), source.end(), *pattern), end; found != end; ++found, ++seen)
        expect_operator((*found)[1].str(), entry.path().string());
  }
  EXPECT_GT(seen, 300u);
}

}  // namespace

}  // namespace ponte::passes::test::operator_names_test
