#include "aio/protocols/asynccontextmanager.hpp"

#include <string_view>

namespace aio::detail {
namespace {

// Such an exception leaves a generator as a RuntimeError, of which it is the cause (PEP 479).
bool is_caused_by(std::exception_ptr const& raised, std::exception_ptr const& error) {
    std::string_view expected;
    if (holds<StopAsyncIteration>(error)) expected = "async generator raised StopAsyncIteration";
    if (holds<StopIteration>(error)) expected = "async generator raised StopIteration";
    if (expected.empty()) return false;
    try {
        std::rethrow_exception(raised);
    } catch (RuntimeError const& wrapped) {
        return wrapped.message() == expected;
    } catch (...) {
        return false;
    }
}

} // namespace

bool swallows(std::exception_ptr const& error, std::exception_ptr const& raised) {
    if (raised == error) return false;
    if (holds<StopAsyncIteration>(raised)) return true; // the generator ended instead
    if (is_caused_by(raised, error)) return false;
    std::rethrow_exception(raised);
}

} // namespace aio::detail
