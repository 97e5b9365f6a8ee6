#include "aio/base/detail/text_cache.hpp"
#include "support/catch.hpp"

#include <string>

TEST_CASE("the cache of texts gives the log's own numbers also when texts share a place") {
    trace::Log log;
    aio::TextCache cache;
    std::size_t wrong = 0;
    for (int round = 0; round < 3; ++round)
        for (int i = 0; i < 2000; ++i) {
            std::string const text = "sleep(" + std::to_string(i) + ")";
            wrong += log.text(cache.intern(log, text)) != text;
        }
    CHECK(wrong == 0);
    CHECK(log.text_count() == 2001);
    CHECK(cache.intern(log, "") == 0);
    std::string const long_text(100, 'x');
    CHECK(log.text(cache.intern(log, long_text)) == long_text);
    CHECK(cache.intern(log, "x") == log.intern("x"));
}
