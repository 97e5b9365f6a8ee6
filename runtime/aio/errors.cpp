#include "aio/errors.hpp"

#include "aio/text.hpp"

namespace aio {
namespace {

// Calls found(type name, message, is Python's) for whatever the pointer holds.
template <typename Found>
std::string inspect(std::exception_ptr const& exception, Found&& found) {
    try {
        std::rethrow_exception(exception);
    } catch (BaseException const& error) {
        return found(error.type_name(), error.message());
    } catch (std::exception const& error) {
        return found("RuntimeError", std::string(error.what()));
    } catch (...) {
        return found("BaseException", std::string());
    }
}

} // namespace

bool is_cancelled_error(std::exception_ptr const& exception) {
    try {
        std::rethrow_exception(exception);
    } catch (CancelledError const&) {
        return true;
    } catch (...) {
        return false;
    }
}

std::string traceback_line(std::exception_ptr const& exception) {
    return inspect(exception, [](char const* type, std::string const& message) {
        return message.empty() ? std::string(type) : type + (": " + message);
    });
}

std::string repr(std::exception_ptr const& exception) {
    if (!exception) return "None";
    return inspect(exception, [](char const* type, std::string const& message) {
        return std::string(type) + "(" + (message.empty() ? std::string() : repr(message)) + ")";
    });
}

} // namespace aio
