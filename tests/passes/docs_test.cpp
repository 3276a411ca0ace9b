#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "passes/rules.h"

namespace ponte::passes::test::docs_test {

namespace {

namespace fs = std::filesystem;

std::string contents(const fs::path& path) {
  std::ifstream stream(path);
  std::stringstream text;
  text << stream.rdbuf();
  return text.str();
}

TEST(Docs, NameEveryRule) {
  std::string page = contents(fs::path(PONTE_SOURCE_DIR) / "docs/passes.md");
  for (const Rule* rule : every_rule())
    EXPECT_NE(page.find(fmt::format("| `{}` |", rule->name)), std::string::npos) << rule->name;
}

TEST(Docs, EveryRuleSaysBeforeAfterNeedsKeeps) {
  for (std::string_view folder :
       {"simplify", "fold", "recognize", "fuse", "half", "lower", "onnxruntime", "x64", "xnnpack"})
    for (const auto& entry : fs::directory_iterator(fs::path(PONTE_SOURCE_DIR) / "src/passes" / folder)) {
      fs::path header = entry.path();
      if (fs::exists(header.replace_extension(".h"))) continue;  // what rules share
      std::string text = contents(entry.path());
      EXPECT_TRUE(text.starts_with("// Before ")) << entry.path();
      for (std::string_view part : {"\n// After ", "\n// Needs ", "\n// Keeps "})
        EXPECT_NE(text.find(part), std::string::npos) << entry.path() << part;
    }
}

}  // namespace

}  // namespace ponte::passes::test::docs_test
