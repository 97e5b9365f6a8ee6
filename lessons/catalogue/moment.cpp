#include "catalogue/moment.hpp"

#include "catalogue/program.hpp"

namespace lesson {

std::optional<std::size_t> find(Moment const& moment, trace::Log const& log, Program const& program) {
    if (moment.kind != "line") return find(moment, log);
    Moment moved = moment;
    moved.line = program.line(moment.line);
    return moved.line ? find(moved, log) : std::nullopt;
}

} // namespace lesson
