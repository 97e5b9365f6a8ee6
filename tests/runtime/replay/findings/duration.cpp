#include "replay/findings/duration.hpp"
#include "support/catch.hpp"

using replay::duration;

TEST_CASE("a duration is said with three digits at most") {
    CHECK(duration(0) == "0 µs");
    CHECK(duration(1'500) == "1.5 µs");
    CHECK(duration(45'636) == "45.6 µs");
    CHECK(duration(999'600) == "1 ms");
    CHECK(duration(159'341'563) == "159 ms");
    CHECK(duration(999'600'000) == "1 s");
    CHECK(duration(1'240'000'000) == "1.24 s");
    CHECK(duration(60'000'000'000) == "1 min 0 s");
    CHECK(duration(3'725'400'000'000) == "62 min 5 s");
}
