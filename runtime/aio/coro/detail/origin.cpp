#include "aio/coro/detail/origin.hpp"

#include "aio/coro/coro.hpp"

#include <unordered_map>

namespace aio {
namespace {

thread_local std::unordered_map<PromiseBase const*, std::string> origins;

} // namespace

void note_origin(PromiseBase& coroutine) {
    std::string lines;
    for (Frame const* at = thread_state.frame; at; at = at->below) {
        auto const* source = execution.recorder ? execution.recorder->log->source(at->source) : nullptr;
        std::string line = "\n  ";
        if (source) line.append("File \"").append(source->name).append("\", ");
        line.append("line ").append(std::to_string(at->line));
        lines.insert(0, line);
    }
    origins[&coroutine] = "Coroutine created at (most recent call last)" + lines;
    coroutine.has_origin = true;
}

std::string take_origin(PromiseBase& coroutine) {
    if (!coroutine.has_origin) return {};
    coroutine.has_origin = false;
    auto const node = origins.extract(&coroutine);
    return node ? std::move(node.mapped()) : std::string();
}

} // namespace aio
