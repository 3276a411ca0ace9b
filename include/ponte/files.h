#pragma once
// Files that appear complete or not at all.

#include <string>

#include "ponte/result.h"

namespace ponte {

/// Writes a text file under its final name only when it is complete; an existing file is replaced only with
/// `overwrite`.
Result<> save_file(const std::string& path, const std::string& text, bool overwrite);

/// From here on SIGINT, SIGTERM and SIGHUP remove what is not complete before they end the process. For programs; to be
/// called once, before any other thread is started: threads that exist already would take the signals.
void remove_unfinished_on_signals();

}  // namespace ponte
