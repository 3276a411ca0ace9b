#pragma once
// Reads and writes the few Python literals that YOLO metadata are made of: {0: 'person', 1: "it's"}, [640, 640], True.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "uses/yolo.h"

namespace ponte::yolo {

std::string quote_python(std::string_view text);
std::string python_dict(const std::map<int64_t, std::string>& entries);
std::string python_list(const std::vector<int64_t>& numbers);

/// {int: str, …} or ['a', 'b', …]; nothing when the text is anything else.
std::optional<std::map<int64_t, std::string>> parse_python_names(std::string_view text);
/// [1, 2], (1, 2) or a single number.
std::optional<std::vector<double>> parse_python_numbers(std::string_view text);

}  // namespace ponte::yolo
