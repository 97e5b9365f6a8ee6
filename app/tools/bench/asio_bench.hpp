// What the same operations cost in asio, if its headers were there when this was built (libasio-dev).
#pragma once
#include <string_view>

namespace bench {

bool has_asio();
// ns an operation; 0 if it has none of this name. `count` operations are run once.
double asio_ns(std::string_view operation, int count);

} // namespace bench
