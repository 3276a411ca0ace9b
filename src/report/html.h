#pragma once
// Text from strangers' files in HTML.

#include <string>
#include <string_view>

#include "base/bytes.h"
#include "uses/report.h"

namespace ponte::report {

/// Text as it is shown, between tags and inside quoted attributes. Bytes that are no UTF-8 become U+FFFD, control
/// characters and those that turn the direction of text "?"; long texts are cut.
std::string html_text(std::string_view text);

/// The last part of a path, as text.
std::string html_file_name(std::string_view path);

/// data:TYPE;base64,…
std::string data_uri(std::string_view type, Bytes content);

/// How a Content-Security-Policy names an inline script or style: 'sha256-…' with its quotes.
std::string content_hash(std::string_view content);

}  // namespace ponte::report
