#include "aio/base/detail/execution.hpp"

#include "aio/base/detail/ellipsized.hpp"

#include <string>

namespace aio {

void set_recorder(Recorder* recorder) {
    execution.recorder = recorder;
    execution.mask = recorder ? recorder->mask : trace::KindMask::nothing();
    bool const switches_only = execution.mask.within(trace::KindMask::switches());
    set_unusual(unusual::switches, recorder && switches_only);
    set_unusual(unusual::recorded, recorder && !switches_only);
}

trace::TextId intern_cut(std::string_view text) {
    return execution.recorder->texts.intern(*execution.recorder->log, ellipsized(std::string(text)));
}

void record_at(Frame const* at, Kind kind, ObjectId subject, ObjectId object, std::int64_t value) {
    std::uint32_t const line = at ? at->line : 0;
    std::uint16_t const source = line != 0 ? at->source : std::uint16_t{0};
    execution.recorder->log->append(execution.now, kind, subject, object, value, line, source);
}

} // namespace aio
