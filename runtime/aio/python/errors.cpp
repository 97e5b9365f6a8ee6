#include "aio/python/errors.hpp"

#include "aio/python/repr.hpp"

#include <algorithm>

#ifdef __GLIBCXX__
#include <cxxabi.h>
#endif

namespace aio {

#ifdef __GLIBCXX__
std::optional<bool> detail::derives(std::type_info const& type, std::type_info const& wanted) {
    for (auto const* at = &type; *at != wanted;) {
        auto const* derived = dynamic_cast<abi::__si_class_type_info const*>(at);
        if (!derived) {
            bool const has_several_bases = dynamic_cast<abi::__vmi_class_type_info const*>(at) != nullptr;
            return has_several_bases ? std::nullopt : std::optional(false);
        }
        at = derived->__base_type;
    }
    return true;
}
#endif

namespace {

// Calls found(type name, message, repr of its arguments) for whatever the pointer holds.
template <typename Found>
std::string inspect(std::exception_ptr const& exception, Found&& found) {
    try {
        std::rethrow_exception(exception);
    } catch (BaseException const& error) {
        return found(error.type_name(), error.message(), error.arguments_repr());
    } catch (std::exception const& error) {
        return found("RuntimeError", std::string(error.what()), repr(error.what()));
    } catch (...) {
        return found("BaseException", std::string(), std::string());
    }
}

std::string group_message(std::string const& message, std::size_t count) {
    return message + " (" + std::to_string(count) + (count == 1 ? " sub-exception)" : " sub-exceptions)");
}

} // namespace

std::string BaseException::arguments_repr() const { return has_message_ ? repr(message_) : ""; }

BaseExceptionGroup::BaseExceptionGroup(std::string const& message, std::vector<std::exception_ptr> exceptions)
    : BaseException(group_message(message, exceptions.size())), own_message_(message),
      exceptions_(std::move(exceptions)) {}

std::string BaseExceptionGroup::arguments_repr() const {
    return repr(own_message_) + ", " + repr(exceptions_);
}

ExceptionGroup::ExceptionGroup(std::string const& message, std::vector<std::exception_ptr> exceptions)
    : Exception(group_message(message, exceptions.size())), own_message_(message),
      exceptions_(std::move(exceptions)) {}

std::string ExceptionGroup::arguments_repr() const { return repr(own_message_) + ", " + repr(exceptions_); }

void throw_group(std::string const& message, std::vector<std::exception_ptr> exceptions) {
    for (auto const& exception : exceptions)
        if (holds<BaseException>(exception) && !holds<Exception>(exception))
            throw BaseExceptionGroup(message, std::move(exceptions));
    throw ExceptionGroup(message, std::move(exceptions));
}

std::exception_ptr exception_from(std::string_view text) {
    auto const colon = std::min(text.find(": "), text.size());
    auto const name = text.substr(0, colon);
    bool const has_message = colon < text.size();
    std::string const message(has_message ? text.substr(colon + 2) : std::string_view());
    std::exception_ptr made;
    auto const is = [&]<typename E>(std::string_view its_name, E*) {
        if (!made && name == its_name) made = std::make_exception_ptr(has_message ? E(message) : E());
    };
    is("ValueError", static_cast<ValueError*>(nullptr));
    is("RuntimeError", static_cast<RuntimeError*>(nullptr));
    is("TypeError", static_cast<TypeError*>(nullptr));
    is("KeyError", static_cast<KeyError*>(nullptr));
    is("IndexError", static_cast<IndexError*>(nullptr));
    is("LookupError", static_cast<LookupError*>(nullptr));
    is("OSError", static_cast<OSError*>(nullptr));
    is("TimeoutError", static_cast<TimeoutError*>(nullptr));
    is("ZeroDivisionError", static_cast<ZeroDivisionError*>(nullptr));
    is("AssertionError", static_cast<AssertionError*>(nullptr));
    is("Exception", static_cast<Exception*>(nullptr));
    return made ? made : std::make_exception_ptr(RuntimeError(std::string(text)));
}

bool is_interruption(std::exception_ptr const& exception) {
    return holds<KeyboardInterrupt>(exception) || holds<SystemExit>(exception);
}

bool is_cancelled_error(std::exception_ptr const& exception) { return holds<CancelledError>(exception); }

std::string traceback_line(std::exception_ptr const& exception) {
    return inspect(exception, [](char const* type, std::string const& message, std::string const&) {
        return message.empty() ? std::string(type) : type + (": " + message);
    });
}

std::string repr(std::exception_ptr const& exception) {
    if (!exception) return "None";
    return inspect(exception, [](char const* type, std::string const&, std::string const& arguments) {
        return std::string(type) + "(" + arguments + ")";
    });
}

} // namespace aio
