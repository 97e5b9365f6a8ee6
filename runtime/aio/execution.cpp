#include "aio/execution.hpp"

#include "aio/text.hpp"

namespace aio {

void set_recorder(Recorder* recorder) {
    execution.recorder = recorder;
    execution.mask = recorder ? recorder->mask : trace::KindMask::nothing();
    execution.unusual &= ~unusual::recorded;
    if (recorder) execution.unusual |= unusual::recorded;
}

trace::TextId intern_cut(std::string_view text) {
    return execution.recorder->texts.intern(*execution.recorder->log, cut(std::string(text)));
}

void record_at(Frame const* at, Kind kind, ObjectId subject, ObjectId object, std::int64_t value) {
    trace::Event event;
    event.time = execution.now;
    event.kind = kind;
    event.subject = subject;
    event.object = object;
    event.value = value;
    if (at != nullptr) {
        event.line = at->line;
        event.source = at->line == 0 ? std::uint16_t{0} : at->source;
    }
    execution.recorder->log->append(event);
}

} // namespace aio
