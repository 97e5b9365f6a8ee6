// JSON text of a string; reading is simdjson's.
#pragma once
#include <string>
#include <string_view>

namespace trace {

// Appends `text` to `out` as a JSON string with its quotes. Bytes that are not UTF-8 become U+FFFD.
void append_json(std::string& out, std::string_view text);

} // namespace trace
