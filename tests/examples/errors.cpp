// Python's exceptions: CancelledError is no Exception, and several errors travel as a group.
#include "aio/python/errors.hpp"
#include "aio/python/repr.hpp"

int main() {
    try {
        throw aio::CancelledError();
    } catch (aio::Exception const&) {
        aio::print("never");
    } catch (aio::BaseException const& error) {
        aio::print(error.type_name(), "is no Exception");
    }
    try {
        aio::throw_group("two went wrong", {std::make_exception_ptr(aio::ValueError("a")),
                                            std::make_exception_ptr(aio::KeyError("b"))});
    } catch (aio::ExceptionGroup const& group) {
        aio::print(group.what());
        for (auto const& error : group.exceptions()) aio::print(" ", error);
    }
}
