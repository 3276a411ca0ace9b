// The program: one verb per file of this folder.
#include <fmt/format.h>

#include "command.h"
#include "ponte/files.h"

namespace {

int usage_error(const CLI::App& app, const CLI::ParseError& error) {
  if (error.get_exit_code() == 0) return app.exit(error);
  fmt::print(stderr, "error: {}\nhint: {} --help\n", error.what(), app.get_name());
  return ponte::exit_code(ponte::ErrorKind::usage);
}

}  // namespace

int main(int argc, char** argv) {
  ponte::remove_unfinished_on_signals();
  CLI::App app{"Carries a trained YOLO from the file that training left behind to the runtime it ships on.", "ponte"};
  app.set_version_flag("--version", PONTE_VERSION);
  app.require_subcommand(1);
  app.get_formatter()->column_width(34);
  std::function<int()> chosen;
  for (const ponte::cli::Verb* verb : ponte::cli::all_verbs()) {
    CLI::App* command = app.add_subcommand(verb->name, verb->summary);
    std::function<int()> run = verb->setup(*command);
    command->callback([&chosen, run] { chosen = run; });
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return usage_error(app, error);
  }
  try {
    return chosen();
  } catch (const std::exception& failure) {
    // Nothing of ours throws: this is memory that ran out, or a library's surprise.
    return ponte::cli::report_error({ponte::ErrorKind::internal, "", failure.what(), ""});
  }
}
