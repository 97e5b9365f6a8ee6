#include "aio/base/output.hpp"

#include <cstdio>
#include <set>
#include <string>

namespace aio {
namespace {

// As the warnings module does by default: the same warning is shown once for each line it comes from.
bool is_shown_already(std::string const& warning) {
    Frame const* frame = thread_state.frame;
    if (execution.warnings_shown == nullptr || frame == nullptr || !frame->marked) return false;
    auto const place = std::to_string(frame->source) + ":" + std::to_string(frame->line) + " ";
    return !execution.warnings_shown->insert(place + warning).second;
}

void record_value(std::string_view before, std::string_view name, std::string_view repr) {
    Frame const* frame = thread_state.frame;
    if (frame == nullptr) return;
    std::string text(before);
    text += name;
    text += " = ";
    text += repr;
    record_at(frame, Kind::local, frame->coroutine, {}, intern(Kind::local, text));
}

} // namespace

FunctionFrame::FunctionFrame() {
    if (Frame* below = thread_state.frame) {
        frame_.below = below;
        frame_.coroutine = below->coroutine;
        frame_.depth = static_cast<std::uint16_t>(below->depth + 1);
    }
    thread_state.frame = &frame_;
}

FunctionFrame::~FunctionFrame() { thread_state.frame = frame_.below; }

void write_error(std::string_view text) {
    if (execution.error && *execution.error)
        (*execution.error)(text);
    else
        std::fwrite(text.data(), 1, text.size(), stderr);
}

void record_local(std::string_view name, std::string_view repr) { record_value("", name, repr); }
void record_module_local(std::string_view name, std::string_view repr) {
    record_value("global ", name, repr);
}

void warn(std::string_view category, std::string_view message) {
    std::string text(category);
    text += ": ";
    text += message;
    if (is_shown_already(text)) return;
    record_text(Kind::warn, acting(), {}, [&] { return std::string_view(text).substr(0, text.find('\n')); });
    write_error(text + "\n");
}

void log_error(std::string_view message, std::string_view details) {
    record_text(Kind::log, acting(), {}, [&] { return message; });
    write_error(std::string(message) + "\n" + std::string(details));
}

void write_output(std::string_view text) {
    record_text(Kind::print, acting(), {}, [&] { return text; });
    if (execution.output && *execution.output)
        (*execution.output)(text);
    else
        std::fwrite(text.data(), 1, text.size(), stdout);
}

} // namespace aio
