#include "aio/python/repr.hpp"
#include "aio/python/errors.hpp"
#include "support/catch.hpp"

using namespace aio;

TEST_CASE("numbers read as in Python") {
    CHECK(repr(1) == "1");
    CHECK(repr(-7L) == "-7");
    CHECK(repr(1.0) == "1.0");
    CHECK(repr(0.1) == "0.1");
    CHECK(repr(0.1 + 0.2) == "0.30000000000000004");
    CHECK(repr(1e16) == "1e+16");
    CHECK(repr(1e15) == "1000000000000000.0");
    CHECK(repr(0.0001) == "0.0001");
    CHECK(repr(0.00001) == "1e-05");
    CHECK(repr(true) == "True");
    CHECK(fixed(2.5, 0) == "2");
    CHECK(fixed(0.30000000000000004, 2) == "0.30");
}

TEST_CASE("texts are quoted as Python quotes them") {
    CHECK(repr("plain") == "'plain'");
    CHECK(repr("it's") == "\"it's\"");
    CHECK(repr("both ' and \"") == "'both \\' and \"'");
    CHECK(repr("a\nb\\") == "'a\\nb\\\\'");
    CHECK(repr(std::string_view("\x01\x7f")) == "'\\x01\\x7f'");
    CHECK(str("plain") == "plain");
}

TEST_CASE("containers and exceptions read as in Python") {
    CHECK(repr(std::vector<std::string>{"a", "b"}) == "['a', 'b']");
    CHECK(repr(std::vector<int>{}) == "[]");
    CHECK(repr(std::tuple(1, std::string("x"))) == "(1, 'x')");
    CHECK(repr(std::tuple(1)) == "(1,)");
    CHECK(repr(std::optional<int>()) == "None");
    CHECK(repr(std::make_exception_ptr(ValueError("boom"))) == "ValueError('boom')");
    CHECK(repr(std::make_exception_ptr(CancelledError())) == "CancelledError()");
    CHECK(traceback_line(std::make_exception_ptr(KeyError("x"))) == "KeyError: x");
}
