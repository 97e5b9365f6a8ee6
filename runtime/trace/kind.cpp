#include "trace/kind.hpp"

#include <algorithm>
#include <array>

namespace trace {
namespace {
constexpr std::array<std::string_view, known_kinds> names = {
#define X(name, text) text,
    AWAITSCOPE_KINDS(X)
#undef X
};
} // namespace

std::string_view name_of(Kind kind) {
    auto index = static_cast<std::size_t>(kind);
    return index < names.size() ? names[index] : std::string_view{};
}

std::optional<Kind> kind_named(std::string_view name) {
    auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<Kind>(found - names.begin());
}

bool value_is_text(Kind kind) {
    switch (kind) {
    case Kind::handle_ready:
    case Kind::handle_run:
    case Kind::coro_create:
    case Kind::coro_suspend:
    case Kind::coro_return:
    case Kind::coro_raise:
    case Kind::coro_throw:
    case Kind::task_create:
    case Kind::task_cancel:
    case Kind::task_done:
    case Kind::future_create:
    case Kind::future_callback:
    case Kind::future_result:
    case Kind::future_exception:
    case Kind::future_cancel:
    case Kind::sync_create:
    case Kind::local:
    case Kind::print:
    case Kind::warn:
    case Kind::log:
    case Kind::thread_submit:
    case Kind::run_intervene:
    case Kind::thread_start:
    case Kind::thread_end:
    case Kind::io_watch:
    case Kind::io_ready:
    case Kind::io_unwatch:
    case Kind::error_output:
    case Kind::label:
    case Kind::lost:
    case Kind::process_start:
    case Kind::process_end: return true;
    default: return false;
    }
}

} // namespace trace
