#include "replay/stream.hpp"

namespace replay {

std::string_view stream_words(trace::Log const& log, Position position) {
    if (position == 0 || log[position - 1].kind != trace::Kind::error_output) return {};
    bool const logged = position > 1 && log[position - 2].kind == trace::Kind::log;
    return logged ? "logging" : "stderr";
}

} // namespace replay
