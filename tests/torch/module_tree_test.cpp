#include "formats/torch/module_tree.h"

#include <gtest/gtest.h>

#include "torch/assembler.h"

namespace ponte::torch::module_tree_test {
namespace {

using namespace test;

/// A network that was pickled by hand, without any storage to read.
struct Network {
  explicit Network(const std::string& program)
      : pickle(std::make_unique<Pickle>(*read_pickle(shared(test::pickle(program))))),
        root(*Module::from(PickleValue(*pickle, pickle->root), "")) {}
  std::unique_ptr<Pickle> pickle;
  Module root;
};

std::string block(const std::string& modules, const std::string& attributes = "") {
  return module("models.common.Block", "", modules, attributes);
}

TEST(ModuleTree, SubmodulesAreFoundInOrderWithTheirPaths) {
  Network network(block(text("b") + block("") + text("gone") + none() + text("a") + block(text("0") + block(""))));
  std::vector<Module> children = *network.root.children();
  ASSERT_EQ(children.size(), 2u);
  EXPECT_EQ(children[0].path(), "b");
  EXPECT_EQ(children[1].module("0")->path(), "a.0");
  EXPECT_EQ(children[1].module("0")->name(), "0");
  EXPECT_EQ(children[1].class_name(), "Block");
  EXPECT_TRUE(network.root.has_module("a"));
  EXPECT_FALSE(network.root.has_module("gone"));
  EXPECT_EQ(children[1].module("x").error().message(), "a: class models.common.Block has no submodule 'x'");
}

TEST(ModuleTree, AttributesAreConvertedAndErrorsNameThem) {
  Network network(block(text("m") + block("", text("k") + integer(3) + text("pair") + tuple({integer(1), integer(2)}) +
                                                  text("name") + text("silu") + text("eps") + real(0.001) +
                                                  text("add") + "\x88" + text("nothing") + none())));
  Module m = *network.root.module("m");
  EXPECT_EQ(m.integer("k").value(), 3);
  EXPECT_EQ(m.ints("k", 2).value(), (Dims{3, 3}));
  EXPECT_EQ(m.ints("pair").value(), (Dims{1, 2}));
  EXPECT_EQ(m.text("name").value(), "silu");
  EXPECT_EQ(m.real("eps").value(), 0.001);
  EXPECT_TRUE(m.flag("add").value());
  EXPECT_TRUE(m.flag_or("shortcut", true).value());
  EXPECT_EQ(m.integer_or("nothing", 9).value(), 9);
  EXPECT_FALSE(m.has("nothing"));
  EXPECT_EQ(m.integer("name").error().message(), "m.name: the str 'silu' where an int is expected");
  EXPECT_EQ(m.integer_or("name", 1).error().message(), "m.name: the str 'silu' where an int is expected");
  EXPECT_EQ(m.integer("c").error().message(), "m: class models.common.Block has no attribute 'c'");
  EXPECT_EQ(m.ints("pair", 4).error().message(), "m: attribute 'pair' has 2 elements, not 4");
}

TEST(ModuleTree, ParametersAreCountedOnceWhenShared) {
  Network network(small_network());
  EXPECT_EQ(parameter_count(network.root).value(), 4);
  EXPECT_EQ(network.root.module("model")->tensor_dims("weight").value(), (Dims{2, 2}));
  EXPECT_FALSE(network.root.module("model")->has_tensor("bias"));

  Network twice(small_network() + "q\x07" + block(text("a") + "h\x07" + text("b") + "h\x07"));
  EXPECT_EQ(parameter_count(twice.root).value(), 4);
}

TEST(ModuleTree, WhatIsNotAModuleIsRefusedByName) {
  Network network(block(text("act") + global("torch.nn.functional", "silu") + text("m") + integer(3)));
  EXPECT_EQ(network.root.children().error().message(),
            "act: the class torch.nn.functional.silu where a module is expected");
  EXPECT_EQ(network.root.module("m").error().message(), "m: the int 3 where a module is expected");
}

TEST(ModuleTree, CyclesDepthAndMultipliedModulesAreRefused) {
  // A block that is memo entry 7 and holds itself.
  Network cycle(global("a", "B") + ")\x81q\x07" + dict({text("_modules"), dict({text("me"), "h\x07"})}) + "b");
  EXPECT_EQ(check_module_tree(cycle.root).error().message(), "me: the module contains itself");

  std::string nested = block("");
  for (int i = 0; i < 100; ++i) nested = block(text("m") + nested);
  EXPECT_EQ(check_module_tree(Network(nested).root).error().kind, ErrorKind::corrupt);

  // Each level holds the one below twice: 2^40 modules in a few kilobytes.
  std::string program = block("") + "q\x07";
  for (int i = 0; i < 40; ++i) program += block(text("a") + "h\x07" + text("b") + "h\x07") + "q\x07";
  Result<> checked = check_module_tree(Network(program).root);
  ASSERT_FALSE(checked);
  EXPECT_NE(checked.error().message().find("more than 200000 modules"), std::string::npos);
}

}  // namespace
}  // namespace ponte::torch::module_tree_test
