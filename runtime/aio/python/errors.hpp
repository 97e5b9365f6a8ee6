// Python's exceptions, as far as asyncio programs meet them. `except Exception` does not catch
// CancelledError: it derives from BaseException, as in CPython since 3.8.
#pragma once
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <typeinfo>
#include <utility>
#include <vector>

namespace aio {

class BaseException : public std::exception {
  public:
    BaseException() = default; // ValueError(), whose repr differs from that of ValueError('')
    explicit BaseException(std::string message) : message_(std::move(message)), has_message_(true) {}
    char const* what() const noexcept override { return message_.c_str(); }
    std::string const& message() const { return message_; }
    virtual char const* type_name() const noexcept = 0; // "ValueError"
    virtual std::string arguments_repr() const;         // between the parentheses of its repr

  private:
    std::string message_;
    bool has_message_ = false;
};

#define AIO_EXCEPTION(Name, Base)                                                                            \
    class Name : public Base {                                                                               \
      public:                                                                                                \
        using Base::Base;                                                                                    \
        char const* type_name() const noexcept override { return #Name; }                                    \
    }

AIO_EXCEPTION(CancelledError, BaseException);
AIO_EXCEPTION(GeneratorExit, BaseException);
AIO_EXCEPTION(KeyboardInterrupt, BaseException);
AIO_EXCEPTION(SystemExit, BaseException);
AIO_EXCEPTION(Exception, BaseException);
AIO_EXCEPTION(ArithmeticError, Exception);
AIO_EXCEPTION(ZeroDivisionError, ArithmeticError);
AIO_EXCEPTION(AssertionError, Exception);
AIO_EXCEPTION(LookupError, Exception);
AIO_EXCEPTION(KeyError, LookupError);
AIO_EXCEPTION(IndexError, LookupError);
AIO_EXCEPTION(InvalidStateError, Exception);
AIO_EXCEPTION(OSError, Exception);
AIO_EXCEPTION(TimeoutError, OSError);
AIO_EXCEPTION(RuntimeError, Exception);
AIO_EXCEPTION(RecursionError, RuntimeError);
AIO_EXCEPTION(TypeError, Exception);
AIO_EXCEPTION(ValueError, Exception);
#undef AIO_EXCEPTION

// Several exceptions at once. A group of Exceptions only is itself an Exception (PEP 654).
class BaseExceptionGroup : public BaseException {
  public:
    BaseExceptionGroup(std::string const& message, std::vector<std::exception_ptr> exceptions);
    char const* type_name() const noexcept override { return "BaseExceptionGroup"; }
    std::string arguments_repr() const override;
    std::vector<std::exception_ptr> const& exceptions() const { return exceptions_; }

  private:
    std::string own_message_;
    std::vector<std::exception_ptr> exceptions_;
};
class ExceptionGroup : public Exception {
  public:
    ExceptionGroup(std::string const& message, std::vector<std::exception_ptr> exceptions);
    char const* type_name() const noexcept override { return "ExceptionGroup"; }
    std::string arguments_repr() const override;
    std::vector<std::exception_ptr> const& exceptions() const { return exceptions_; }

  private:
    std::string own_message_;
    std::vector<std::exception_ptr> exceptions_;
};

// Throws ExceptionGroup, or BaseExceptionGroup if one of them is no Exception.
[[noreturn]] void throw_group(std::string const& message, std::vector<std::exception_ptr> exceptions);

// Nothing is ready, no timer is set, and the program still waits: CPython would hang for ever.
class Deadlock : public std::exception {
  public:
    explicit Deadlock(std::string message) : message_(std::move(message)) {}
    char const* what() const noexcept override { return message_.c_str(); }

  private:
    std::string message_;
};

// KeyboardInterrupt and SystemExit leave the loop instead of staying in a task.
bool is_interruption(std::exception_ptr const& exception);

namespace detail {

// Is the type the wanted one, or derived from it? Empty if only a catch can tell.
std::optional<bool> derives(std::type_info const& type, std::type_info const& wanted);

} // namespace detail

// Does the pointer hold a Wanted, or something derived from it?
template <typename Wanted>
bool holds(std::exception_ptr const& exception) {
#ifdef __GLIBCXX__
    // Asking the type costs next to nothing; a throw and a catch cost two microseconds.
    if (auto const* type = exception.__cxa_exception_type()) {
        if (*type == typeid(Wanted)) return true;
        if constexpr (std::is_final_v<Wanted>) return false;
        if (auto const known = detail::derives(*type, typeid(Wanted))) return *known;
    }
#endif
    try {
        std::rethrow_exception(exception);
    } catch (Wanted const&) {
        return true;
    } catch (...) {
        return false;
    }
}

// The exception that "ValueError: boom" names; a RuntimeError with the whole text if it names none.
std::exception_ptr exception_from(std::string_view text);

bool is_cancelled_error(std::exception_ptr const& exception);

// "ValueError: boom", the last line of a traceback.
std::string traceback_line(std::exception_ptr const& exception);

} // namespace aio
